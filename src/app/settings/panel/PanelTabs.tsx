// The panel's tabs; a plan on show takes their place until it is left. What was typed or pasted in
// one tab is kept while another, or a plan, is on show.
import { useReducer } from 'react';
import { Tab, Tabs } from '@hubspot/ui-extensions';
import type { Session } from '../domain/wire.ts';
import { EditLimits } from './edit/EditLimits.tsx';
import { HistoryPage } from './history/HistoryPage.tsx';
import { PlanPage } from './plan/PlanPage.tsx';
import { SetupsPage } from './setups/SetupsPage.tsx';
import { firstSetup, reduceSetup } from './setups/setupState.ts';
import type { Dispatch, PanelState, PanelTab } from './state/panelState.ts';
import { tabNames } from './words/tabs.ts';

export interface PanelTabsProps {
  readonly session: Session;
  readonly state: PanelState;
  readonly dispatch: Dispatch;
}

export function PanelTabs({ session, state, dispatch }: PanelTabsProps) {
  const [setup, dispatchSetup] = useReducer(reduceSetup, firstSetup);
  const canApply = session.user.superAdmin === true;
  if (state.planId !== null) {
    return (
      <PlanPage key={state.planId} planId={state.planId} canApply={canApply} dispatch={dispatch} />
    );
  }
  // Only what is on show is drawn, so that a hidden tab asks HubSpot nothing.
  return (
    <Tabs
      selected={state.tab}
      onSelectedChange={(tab: string) => {
        if (isTab(tab)) dispatch({ type: 'showTab', tab });
      }}
    >
      <Tab tabId="limits" title={tabNames.limits}>
        {state.tab === 'limits' ? (
          <EditLimits session={session} state={state} dispatch={dispatch} />
        ) : null}
      </Tab>
      <Tab tabId="setups" title={tabNames.setups}>
        {state.tab === 'setups' ? (
          <SetupsPage
            session={session}
            setup={setup}
            dispatchSetup={dispatchSetup}
            dispatch={dispatch}
          />
        ) : null}
      </Tab>
      <Tab tabId="history" title={tabNames.history}>
        {state.tab === 'history' ? <HistoryPage canApply={canApply} dispatch={dispatch} /> : null}
      </Tab>
    </Tabs>
  );
}

const isTab = (tab: string): tab is PanelTab => Object.hasOwn(tabNames, tab);

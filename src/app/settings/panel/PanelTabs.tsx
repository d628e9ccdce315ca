// The panel's tabs. What was typed or pasted in one is kept while another is on show.
import { Tab, Tabs } from '@hubspot/ui-extensions';
import type { Session } from '../domain/wire.ts';
import { EditLimits } from './edit/EditLimits.tsx';
import { SetupsPage } from './setups/SetupsPage.tsx';
import type { SetupDispatch, SetupState } from './setups/setupState.ts';
import type { Dispatch, PanelState, PanelTab } from './state/panelState.ts';
import { tabWords } from './words/setups.ts';

export interface PanelTabsProps {
  readonly session: Session;
  readonly state: PanelState;
  readonly dispatch: Dispatch;
  readonly setup: SetupState;
  readonly dispatchSetup: SetupDispatch;
}

const TABS: readonly PanelTab[] = ['limits', 'setups'];

export function PanelTabs({ session, state, dispatch, setup, dispatchSetup }: PanelTabsProps) {
  const show = (selected: number | string): void => {
    const tab = TABS.find((one) => one === selected);
    if (tab) dispatch({ type: 'showTab', tab });
  };
  // Only what is on show is drawn, so that a hidden tab asks HubSpot nothing.
  return (
    <Tabs selected={state.tab} onSelectedChange={show}>
      <Tab tabId="limits" title={tabWords.limits}>
        {state.tab === 'limits' ? (
          <EditLimits session={session} state={state} dispatch={dispatch} />
        ) : null}
      </Tab>
      <Tab tabId="setups" title={tabWords.setups}>
        {state.tab === 'setups' ? (
          <SetupsPage
            session={session}
            setup={setup}
            dispatchSetup={dispatchSetup}
            dispatch={dispatch}
          />
        ) : null}
      </Tab>
    </Tabs>
  );
}

// The panel's tabs; a plan on show takes their place until it is left. What was typed or pasted in
// one tab is kept while another, or a plan, is on show.
import { Divider, Flex, Tab, Tabs } from '@hubspot/ui-extensions';
import type { Session } from '../domain/wire.ts';
import { Connection } from './connection/Connection.tsx';
import { EditLimits } from './edit/EditLimits.tsx';
import { LatestPlan } from './edit/LatestPlan.tsx';
import { HistoryPage } from './history/HistoryPage.tsx';
import { OverviewPage } from './overview/OverviewPage.tsx';
import type { OverviewDispatch, OverviewState } from './overview/overviewState.ts';
import { RecordsPage } from './scan/RecordsPage.tsx';
import { PlanPage } from './plan/PlanPage.tsx';
import { SetupsPage } from './setups/SetupsPage.tsx';
import type { SetupDispatch, SetupState } from './setups/setupState.ts';
import type { Dispatch, PanelState, PanelTab } from './state/panelState.ts';
import { tabNames } from './words/tabs.ts';

export interface PanelTabsProps {
  readonly session: Session;
  readonly state: PanelState;
  readonly dispatch: Dispatch;
  readonly overview: OverviewState;
  readonly overviewDispatch: OverviewDispatch;
  readonly setup: SetupState;
  readonly dispatchSetup: SetupDispatch;
}

export function PanelTabs(props: PanelTabsProps) {
  const { state, dispatch } = props;
  if (state.records !== null) return <RecordsPage asked={state.records} dispatch={dispatch} />;
  if (state.planId !== null) {
    const { planId, note } = state;
    return <PlanPage key={planId} planId={planId} note={note} dispatch={dispatch} />;
  }
  return (
    <Flex direction="column" gap="md">
      <RunningPlan {...props} />
      <AllTabs {...props} />
    </Flex>
  );
}

/**
 * A plan under way is told, and watched, in every tab: what it makes old is read again wherever the
 * person is by then. Among the limits its place is below their heading.
 */
function RunningPlan({ session, state, dispatch }: PanelTabsProps) {
  const latest = session.latestPlan;
  if (latest === null || latest.state === 'done' || state.tab === 'limits') return null;
  return <LatestPlan latest={latest} dispatch={dispatch} />;
}

function AllTabs(props: PanelTabsProps) {
  const { state, dispatch } = props;
  const shown = state.tab;
  if (shown === null) return null;
  // Only what is on show is drawn, so that a hidden tab asks HubSpot nothing.
  return (
    <Tabs
      selected={shown}
      onSelectedChange={(tab: string) => {
        if (isTab(tab)) dispatch({ type: 'showTab', tab });
      }}
    >
      {TABS.map((tab) => (
        <Tab key={tab} tabId={tab} title={tabNames[tab]}>
          {shown === tab ? <TabContent {...props} tab={tab} /> : null}
        </Tab>
      ))}
    </Tabs>
  );
}

const TABS: readonly PanelTab[] = ['limits', 'overview', 'setups', 'history'];

const isTab = (tab: string): tab is PanelTab => Object.hasOwn(tabNames, tab);

function TabContent({ tab, ...props }: PanelTabsProps & { readonly tab: PanelTab }) {
  const { session, state, dispatch, overview, overviewDispatch, setup, dispatchSetup } = props;
  switch (tab) {
    case 'limits':
      return (
        <EditLimits
          session={session}
          state={state}
          dispatch={dispatch}
          onShowChanges={() => {
            overviewDispatch({ type: 'show', view: 'changes' });
            dispatch({ type: 'showTab', tab: 'overview' });
          }}
        />
      );
    case 'overview':
      return (
        <OverviewPage
          session={session}
          overview={overview}
          overviewDispatch={overviewDispatch}
          dispatch={dispatch}
        />
      );
    case 'setups':
      return (
        <SetupsPage
          session={session}
          setup={setup}
          dispatchSetup={dispatchSetup}
          dispatch={dispatch}
        />
      );
    case 'history':
      return (
        <Flex direction="column" gap="lg">
          <HistoryPage view={state.history} dispatch={dispatch} />
          <Divider />
          <Connection session={session} />
        </Flex>
      );
  }
}

// The parts of the panel, as tabs. Only the chosen one is drawn; what was typed is kept outside.
import { Tab, Tabs } from '@hubspot/ui-extensions';
import type { Session } from '../domain/wire.ts';
import { EditLimits } from './edit/EditLimits.tsx';
import { OverviewPage } from './overview/OverviewPage.tsx';
import type { OverviewDispatch, OverviewState } from './overview/overviewState.ts';
import type { Dispatch, PanelState } from './state/panelState.ts';
import { overviewWords } from './words/overview.ts';

export interface PanelTabsProps {
  readonly session: Session;
  readonly state: PanelState;
  readonly dispatch: Dispatch;
  readonly overview: OverviewState;
  readonly overviewDispatch: OverviewDispatch;
}

export function PanelTabs(props: PanelTabsProps) {
  const { session, state, dispatch, overview, overviewDispatch } = props;
  const choose = (tab: string): void => {
    if (tab === 'limits' || tab === 'overview') dispatch({ type: 'chooseTab', tab });
  };
  return (
    <Tabs selected={state.tab} onSelectedChange={choose}>
      <Tab tabId="limits" title={overviewWords.limitsTab}>
        {state.tab === 'limits' ? (
          <EditLimits session={session} state={state} dispatch={dispatch} />
        ) : null}
      </Tab>
      <Tab tabId="overview" title={overviewWords.overviewTab}>
        {state.tab === 'overview' ? (
          <OverviewPage
            session={session}
            overview={overview}
            overviewDispatch={overviewDispatch}
            dispatch={dispatch}
          />
        ) : null}
      </Tab>
    </Tabs>
  );
}

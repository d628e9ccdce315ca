// The one page of the panel: either one of its tabs, or a plan is on show.
import type { Session } from '../domain/wire.ts';
import type { OverviewDispatch, OverviewState } from './overview/overviewState.ts';
import { PanelTabs } from './PanelTabs.tsx';
import { PlanPage } from './plan/PlanPage.tsx';
import type { Dispatch, PanelState } from './state/panelState.ts';

export interface LimitsPageProps {
  readonly session: Session;
  readonly state: PanelState;
  readonly dispatch: Dispatch;
  readonly overview: OverviewState;
  readonly overviewDispatch: OverviewDispatch;
}

export function LimitsPage(props: LimitsPageProps) {
  const { session, state, dispatch } = props;
  const canApply = session.user.superAdmin === true;
  return state.planId === null ? (
    <PanelTabs {...props} />
  ) : (
    <PlanPage key={state.planId} planId={state.planId} canApply={canApply} dispatch={dispatch} />
  );
}

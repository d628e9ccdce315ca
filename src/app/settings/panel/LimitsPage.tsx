// The one page of the panel: either limits are edited, or a plan of them is on show.
import type { Session } from '../domain/wire.ts';
import { EditLimits } from './edit/EditLimits.tsx';
import { PlanPage } from './plan/PlanPage.tsx';
import type { Dispatch, PanelState } from './state/panelState.ts';

export interface LimitsPageProps {
  readonly session: Session;
  readonly state: PanelState;
  readonly dispatch: Dispatch;
}

export function LimitsPage({ session, state, dispatch }: LimitsPageProps) {
  const canApply = session.user.superAdmin === true;
  return state.planId === null ? (
    <EditLimits session={session} state={state} dispatch={dispatch} />
  ) : (
    <PlanPage key={state.planId} planId={state.planId} canApply={canApply} dispatch={dispatch} />
  );
}

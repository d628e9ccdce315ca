// The one page of the panel: either its tabs, or a plan that came from one of them.
import { useReducer } from 'react';
import type { Session } from '../domain/wire.ts';
import { PanelTabs } from './PanelTabs.tsx';
import { PlanPage } from './plan/PlanPage.tsx';
import { firstSetup, reduceSetup } from './setups/setupState.ts';
import type { Dispatch, PanelState } from './state/panelState.ts';

export interface LimitsPageProps {
  readonly session: Session;
  readonly state: PanelState;
  readonly dispatch: Dispatch;
}

export function LimitsPage({ session, state, dispatch }: LimitsPageProps) {
  const [setup, dispatchSetup] = useReducer(reduceSetup, firstSetup);
  const canApply = session.user.superAdmin === true;
  return state.planId === null ? (
    <PanelTabs
      session={session}
      state={state}
      dispatch={dispatch}
      setup={setup}
      dispatchSetup={dispatchSetup}
    />
  ) : (
    <PlanPage key={state.planId} planId={state.planId} canApply={canApply} dispatch={dispatch} />
  );
}

// One plan, in whatever state it is: to be reviewed, on its way, or done.
import { Flex } from '@hubspot/ui-extensions';
import { useShownPlan } from '../../data/queries.ts';
import { isRunning } from '../../domain/planChanges.ts';
import type { PlanView } from '../../domain/wire.ts';
import type { Dispatch } from '../state/panelState.ts';
import { Loaded } from '../status/Loaded.tsx';
import { progressWords } from '../words/progress.ts';
import { reviewWords } from '../words/review.ts';
import { ApplyProgress } from './ApplyProgress.tsx';
import { LeaveRunning } from './LeaveRunning.tsx';
import { PlanningProgress } from './PlanningProgress.tsx';
import { PlanRefused } from './PlanRefused.tsx';
import { Results } from './Results.tsx';
import { ReviewPlan } from './ReviewPlan.tsx';
import { useWatchedPlan } from './useWatchedPlan.ts';

export interface PlanPageProps {
  readonly planId: string;
  /** What was typed at a review so far. */
  readonly note: string;
  readonly dispatch: Dispatch;
}

export function PlanPage({ planId, note, dispatch }: PlanPageProps) {
  const query = useWatchedPlan(planId);
  useShownPlan(planId);
  return (
    <Flex direction="column" gap="md">
      <Loaded query={query} loading={progressWords.loading} goesOn={goesOnText}>
        {(plan) => <PlanOnShow plan={plan} note={note} dispatch={dispatch} />}
      </Loaded>
      {query.data ? null : <LeaveRunning dispatch={dispatch} />}
    </Flex>
  );
}

/** What the server goes on with; what it waits for the person with does not change by itself. */
function goesOnText(plan: PlanView): string | undefined {
  if (plan.state === 'planning') return reviewWords.planningLost;
  return isRunning(plan) ? progressWords.lost : undefined;
}

interface PlanOnShowProps extends Omit<PlanPageProps, 'planId'> {
  readonly plan: PlanView;
}

function PlanOnShow({ plan, note, dispatch }: PlanOnShowProps) {
  switch (plan.state) {
    case 'planning':
      return <PlanningProgress plan={plan} dispatch={dispatch} />;
    case 'refused':
      return <PlanRefused plan={plan} dispatch={dispatch} />;
    case 'ready':
      return <ReviewPlan plan={plan} note={note} dispatch={dispatch} />;
    case 'queued':
    case 'applying':
    case 'paused':
      return <ApplyProgress plan={plan} dispatch={dispatch} />;
    case 'done':
      return <Results plan={plan} dispatch={dispatch} />;
  }
}

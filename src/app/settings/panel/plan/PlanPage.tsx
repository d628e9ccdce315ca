// One plan, in whatever state it is: to be reviewed, on its way, or done.
import { Button, Flex } from '@hubspot/ui-extensions';
import { useShownPlan } from '../../data/queries.ts';
import type { Dispatch } from '../state/panelState.ts';
import { LoadState } from '../status/LoadState.tsx';
import { progressWords } from '../words/progress.ts';
import { ApplyProgress } from './ApplyProgress.tsx';
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
  const plan = query.data;
  if (!plan) {
    return (
      <Flex direction="column" gap="md" align="start">
        <LoadState query={query} loading={progressWords.loading} />
        <Button
          variant="secondary"
          onClick={() => {
            dispatch({ type: 'leavePlan', settled: [] });
          }}
        >
          {progressWords.leave}
        </Button>
      </Flex>
    );
  }
  switch (plan.state) {
    case 'planning':
      return <PlanningProgress plan={plan} failed={query.isError} dispatch={dispatch} />;
    case 'refused':
      return <PlanRefused plan={plan} dispatch={dispatch} />;
    case 'ready':
      return <ReviewPlan plan={plan} note={note} dispatch={dispatch} />;
    case 'queued':
    case 'applying':
    case 'paused':
      return <ApplyProgress plan={plan} failed={query.isError} dispatch={dispatch} />;
    case 'done':
      return <Results plan={plan} dispatch={dispatch} />;
  }
}

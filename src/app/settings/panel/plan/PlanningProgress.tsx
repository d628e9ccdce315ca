// A plan over many directions on its way: how many of them were read.
import { Button, ButtonRow, Flex, Heading, ProgressBar, Text } from '@hubspot/ui-extensions';
import type { PlanView } from '../../domain/wire.ts';
import type { Dispatch } from '../state/panelState.ts';
import { doneOf } from '../words/progress.ts';
import { backFromPlan, planningTitle, reviewWords } from '../words/review.ts';

export interface PlanningProgressProps {
  readonly plan: PlanView;
  readonly dispatch: Dispatch;
}

export function PlanningProgress({ plan, dispatch }: PlanningProgressProps) {
  const { read, total } = plan.progress ?? { read: 0, total: 1 };
  return (
    <Flex direction="column" gap="md">
      <Heading>{planningTitle(total)}</Heading>
      <ProgressBar
        title={reviewWords.planning}
        value={read}
        maxValue={total}
        valueDescription={doneOf(read, total)}
      />
      <Text>{reviewWords.planningNext}</Text>
      <ButtonRow>
        <Button
          variant="secondary"
          onClick={() => {
            dispatch({ type: 'leaveReview', wanted: plan.asked });
          }}
        >
          {backFromPlan(plan.undoOf !== null)}
        </Button>
      </ButtonRow>
    </Flex>
  );
}

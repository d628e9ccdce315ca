// A plan that could not be made: why, and the way back to what was asked for.
import { Button, ButtonRow, Flex } from '@hubspot/ui-extensions';
import type { PlanView } from '../../domain/wire.ts';
import { RefusedMessages } from '../edit/RefusedMessages.tsx';
import type { Dispatch } from '../state/panelState.ts';
import { refusalsOf } from '../state/refusals.ts';
import { FailureNotice } from '../status/FailureNotice.tsx';
import { backFromPlan } from '../words/review.ts';

export interface PlanRefusedProps {
  readonly plan: PlanView;
  readonly dispatch: Dispatch;
}

/** Enough to see what is wrong; each edit says its own problem once the person is back. */
const MOST_LINES = 25;

export function PlanRefused({ plan, dispatch }: PlanRefusedProps) {
  if (plan.refusal === null) return null;
  const failure = { kind: 'answered', error: plan.refusal } as const;
  const refusals = refusalsOf(failure, plan.asked);
  return (
    <Flex direction="column" gap="md">
      <FailureNotice failure={failure}>
        <RefusedMessages refusals={refusals} most={MOST_LINES} />
      </FailureNotice>
      <ButtonRow>
        <Button
          variant="primary"
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

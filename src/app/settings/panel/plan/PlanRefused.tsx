// A plan that could not be made: why, and the way back to what was asked for.
import { Button, ButtonRow, Flex, List, Text } from '@hubspot/ui-extensions';
import { useObjectTypes } from '../../data/queries.ts';
import { typeKeyText } from '../../domain/association.ts';
import type { PlanView } from '../../domain/wire.ts';
import { directionBetween } from '../setups/directionBetween.ts';
import type { Dispatch } from '../state/panelState.ts';
import { refusalsOf } from '../state/refusals.ts';
import { FailureNotice } from '../status/FailureNotice.tsx';
import { andMore } from '../words/edit.ts';
import { backFromPlan, refusedLine } from '../words/review.ts';

export interface PlanRefusedProps {
  readonly plan: PlanView;
  readonly dispatch: Dispatch;
}

/** Enough to see what is wrong; each edit says its own problem once the person is back. */
const MOST_LINES = 25;

export function PlanRefused({ plan, dispatch }: PlanRefusedProps) {
  const types = useObjectTypes().data?.objectTypes ?? [];
  if (plan.refusal === null) return null;
  const failure = { kind: 'answered', error: plan.refusal } as const;
  const refusals = refusalsOf(failure, plan.asked);
  const more = refusals.length - MOST_LINES;
  return (
    <Flex direction="column" gap="md">
      <FailureNotice failure={failure}>
        <List>
          {refusals.slice(0, MOST_LINES).map(({ change, message }) => (
            <Text key={typeKeyText(change)}>
              {refusedLine(directionBetween(types, change.from, change.to), message)}
            </Text>
          ))}
        </List>
        {more > 0 ? <Text>{andMore(more)}</Text> : null}
      </FailureNotice>
      <ButtonRow>
        <Button
          variant="primary"
          onClick={() => {
            dispatch({ type: 'leavePlan', settled: [], wanted: plan.asked });
          }}
        >
          {backFromPlan(plan.undoOf !== null)}
        </Button>
      </ButtonRow>
    </Flex>
  );
}

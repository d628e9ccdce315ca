// Limits on their way: how many are done, and each row as it comes in.
import { Alert, Flex, Heading, ProgressBar, Text } from '@hubspot/ui-extensions';
import { isFinal } from '../../domain/outcome.ts';
import type { PlanView } from '../../domain/wire.ts';
import type { Dispatch } from '../state/panelState.ts';
import { changingItems } from '../state/planItems.ts';
import { applyingTitle, doneOf, pausedText, progressWords } from '../words/progress.ts';
import { timeText } from '../words/time.ts';
import { LeaveRunning } from './LeaveRunning.tsx';
import { OutcomeTable } from './OutcomeTable.tsx';

export interface ApplyProgressProps {
  readonly plan: PlanView;
  readonly dispatch: Dispatch;
}

export function ApplyProgress({ plan, dispatch }: ApplyProgressProps) {
  const changing = changingItems(plan);
  const total = changing.length;
  const done = changing.filter(({ outcome }) => isFinal(outcome)).length;
  return (
    <Flex direction="column" gap="md">
      <Heading>{applyingTitle(total)}</Heading>
      <ProgressBar
        title={plan.state === 'queued' ? progressWords.queued : progressWords.working}
        value={done}
        maxValue={total}
        valueDescription={doneOf(done, total)}
      />
      {plan.state === 'paused' ? (
        <Alert title={progressWords.pausedTitle} variant="warning">
          {pausedText(plan.resumesAt === null ? null : timeText(plan.resumesAt))}
        </Alert>
      ) : null}
      <Text>{progressWords.stay}</Text>
      <OutcomeTable plan={plan} items={plan.items} />
      <LeaveRunning dispatch={dispatch} />
    </Flex>
  );
}

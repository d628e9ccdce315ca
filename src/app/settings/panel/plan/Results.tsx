// A finished plan: what became of each limit, and where to go from there.
import { Flex, Heading } from '@hubspot/ui-extensions';
import type { PlanView } from '../../domain/wire.ts';
import type { Dispatch } from '../state/panelState.ts';
import { progressWords } from '../words/progress.ts';
import { Outcomes } from './Outcomes.tsx';
import { ResultsButtons } from './ResultsButtons.tsx';

export interface ResultsProps {
  readonly plan: PlanView;
  readonly dispatch: Dispatch;
}

export function Results({ plan, dispatch }: ResultsProps) {
  return (
    <Flex direction="column" gap="md">
      <Heading>{progressWords.resultsTitle}</Heading>
      <Outcomes plan={plan} />
      <ResultsButtons plan={plan} dispatch={dispatch} />
    </Flex>
  );
}

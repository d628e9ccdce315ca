// One applied plan: who, when, why, what became of each limit, and the way back.
import { Button, ButtonRow, Flex, Text } from '@hubspot/ui-extensions';
import { useHistoryPlan } from '../../data/history.ts';
import { useCanChange } from '../../data/rights.ts';
import type { HistoryPlan } from '../../domain/wire.ts';
import { OutcomeTable } from '../plan/OutcomeTable.tsx';
import { Outcomes } from '../plan/Outcomes.tsx';
import type { Dispatch } from '../state/panelState.ts';
import { Loaded } from '../status/Loaded.tsx';
import { historyWords, incompletePlan } from '../words/history.ts';
import { CopyCsv } from './CopyCsv.tsx';
import { PlanFacts } from './PlanFacts.tsx';
import { UndoPlan } from './UndoPlan.tsx';

export interface PastPlanProps {
  readonly planId: string;
  readonly dispatch: Dispatch;
  /** Opens another plan of the history; null: all of it. */
  readonly onOpen: (planId: string | null) => void;
}

export function PastPlan({ planId, dispatch, onOpen }: PastPlanProps) {
  return (
    <Flex direction="column" gap="md">
      <ButtonRow>
        <Button
          variant="secondary"
          size="sm"
          onClick={() => {
            onOpen(null);
          }}
        >
          {historyWords.back}
        </Button>
      </ButtonRow>
      <Loaded query={useHistoryPlan(planId)} loading={historyWords.loadingPlan}>
        {(past) => <Opened past={past} dispatch={dispatch} onOpen={onOpen} />}
      </Loaded>
    </Flex>
  );
}

interface OpenedProps extends Omit<PastPlanProps, 'planId'> {
  readonly past: HistoryPlan;
}

function Opened({ past, dispatch, onOpen }: OpenedProps) {
  const canChange = useCanChange();
  const { entry, plan } = past;
  return (
    <Flex direction="column" gap="md">
      <PlanFacts entry={entry} onOpen={onOpen} />
      {plan.state === 'done' ? (
        <Flex direction="column" gap="sm">
          <Outcomes plan={plan} />
          <Text variant="microcopy">{historyWords.asItWas}</Text>
        </Flex>
      ) : (
        <Flex direction="column" gap="sm" align="start">
          <Text>{historyWords.running}</Text>
          <Button
            variant="secondary"
            size="sm"
            onClick={() => {
              dispatch({ type: 'openPlan', planId: plan.planId });
            }}
          >
            {historyWords.watch}
          </Button>
          <OutcomeTable plan={plan} items={plan.items} />
        </Flex>
      )}
      {canChange && plan.state === 'done' ? <UndoPlan plan={plan} dispatch={dispatch} /> : null}
      <CopyCsv
        asked={{ planId: plan.planId }}
        text={historyWords.copyOne}
        incomplete={incompletePlan}
      />
    </Flex>
  );
}

// Asks for the way back from a plan, which is then reviewed like any other.
import { Flex, LoadingButton, Text } from '@hubspot/ui-extensions';
import { useUndo } from '../../data/history.ts';
import { newPlanId } from '../../data/planId.ts';
import type { PlanView } from '../../domain/wire.ts';
import type { Dispatch } from '../state/panelState.ts';
import { itemsOfKind } from '../state/planItems.ts';
import { MutationState } from '../status/MutationState.tsx';
import { historyWords } from '../words/history.ts';

export interface UndoPlanProps {
  readonly plan: PlanView;
  readonly dispatch: Dispatch;
}

export function UndoPlan({ plan, dispatch }: UndoPlanProps) {
  const undo = useUndo(({ planId }) => {
    dispatch({ type: 'openPlan', planId, tab: 'history' });
  });
  if (itemsOfKind(plan, 'saved').length === 0) return <Text>{historyWords.nothingToUndo}</Text>;
  return (
    <Flex direction="column" gap="sm" align="start">
      <MutationState mutation={undo} />
      <LoadingButton
        variant="primary"
        loading={undo.isPending}
        onClick={() => {
          undo.mutate({ planId: newPlanId(), undoOf: plan.planId });
        }}
      >
        {historyWords.undoPlan}
      </LoadingButton>
      <Text variant="microcopy">{historyWords.undoNext}</Text>
    </Flex>
  );
}

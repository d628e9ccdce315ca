// Limits that are not as Atmost last knew them, and the two answers: keep the portal's, or restore.
import { useState } from 'react';
import { Alert, Button, Flex, Heading, LoadingButton, Text } from '@hubspot/ui-extensions';
import { useKeepDrift } from '../../../data/drift.ts';
import { useCanChange } from '../../../data/rights.ts';
import { useSameId } from '../../../data/sameId.ts';
import { typeKeyText } from '../../../domain/association.ts';
import type { ChangedLimit, Drift } from '../../../domain/drift.ts';
import type { KeptLimit } from '../../../domain/requests/drift.ts';
import type { Dispatch } from '../../state/panelState.ts';
import { MutationState } from '../../status/MutationState.tsx';
import {
  changedTitle,
  driftText,
  driftWords,
  firstShown,
  keptText,
  lastKnownText,
} from '../../words/drift.ts';
import { dateTimeText } from '../../words/time.ts';
import { DifferencesTable } from './DifferencesTable.tsx';
import { changedDifference } from './restorable.ts';
import { RestoreButton } from './RestoreButton.tsx';
import { useChosen, type ChosenRows } from './useChosen.ts';

export interface ChangedLimitsProps {
  readonly drift: Drift;
  readonly dispatch: Dispatch;
}

export function ChangedLimits({ drift, dispatch }: ChangedLimitsProps) {
  const canChange = useCanChange();
  const { changed, objectTypes } = drift;
  const chosen = useChosen(changed.rows.map(typeKeyText));
  return (
    <Flex direction="column" gap="sm">
      <Heading>{changedTitle(changed.total)}</Heading>
      {changed.rows.length < changed.total ? (
        <Text variant="microcopy">{firstShown(changed.rows.length, changed.total)}</Text>
      ) : null}
      {canChange ? <Answers rows={changed.rows} chosen={chosen} dispatch={dispatch} /> : null}
      <DifferencesTable
        types={objectTypes}
        chosen={canChange ? chosen : null}
        columnChange={driftWords.columnChange}
        rows={changed.rows.map((row) => ({
          difference: changedDifference(row),
          change: driftText(row),
          known: lastKnownText(row.known, dateTimeText(row.known?.at ?? '')),
        }))}
      />
    </Flex>
  );
}

interface AnswersProps {
  readonly rows: readonly ChangedLimit[];
  readonly chosen: ChosenRows;
  readonly dispatch: Dispatch;
}

function Answers({ rows, chosen, dispatch }: AnswersProps) {
  const [isMissing, miss] = useState(false);
  const { idOf, forget } = useSameId();
  const keeping = useKeepDrift(() => {
    forget();
    chosen.replace([]);
  });
  const selected = rows.filter((row) => chosen.has(typeKeyText(row)));
  const keep = (): void => {
    miss(selected.length === 0);
    if (selected.length === 0) return;
    const limits = selected.map(seenLimit);
    keeping.mutate({ requestId: idOf(limits), limits });
  };
  return (
    <Flex direction="column" gap="sm">
      <Text>{driftWords.answers}</Text>
      <MutationState mutation={keeping} />
      {keeping.data ? <Text>{keptText(keeping.data)}</Text> : null}
      {isMissing && selected.length === 0 ? (
        <Alert title={driftWords.chooseFirst} variant="info" />
      ) : null}
      <RestoreButton
        variant="primary"
        rows={rows.map(changedDifference)}
        chosen={chosen}
        dispatch={dispatch}
      >
        <LoadingButton variant="secondary" loading={keeping.isPending} onClick={keep}>
          {driftWords.keep}
        </LoadingButton>
        <Button
          variant="secondary"
          onClick={() => {
            chosen.replace(chosen.size === rows.length ? [] : rows.map(typeKeyText));
          }}
        >
          {chosen.size === rows.length ? driftWords.chooseNone : driftWords.chooseAll}
        </Button>
      </RestoreButton>
    </Flex>
  );
}

const seenLimit = ({ from, to, category, typeId, now, gone }: ChangedLimit): KeptLimit => ({
  from,
  to,
  category,
  typeId,
  limit: gone ? 'gone' : now,
});

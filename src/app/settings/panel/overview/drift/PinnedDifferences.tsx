// Limits that are not as the pinned setup wants them.
import { Flex, Heading, Text } from '@hubspot/ui-extensions';
import { useCanChange } from '../../../data/rights.ts';
import { typeKeyText, type ObjectType } from '../../../domain/association.ts';
import type { Drift } from '../../../domain/drift.ts';
import type { Dispatch } from '../../state/panelState.ts';
import { driftWords, firstShown, pinnedText, pinnedTitle } from '../../words/drift.ts';
import { DifferencesTable } from './DifferencesTable.tsx';
import { pinnedDifference } from './restorable.ts';
import { RestoreButton } from './RestoreButton.tsx';
import { useChosen } from './useChosen.ts';

export interface PinnedDifferencesProps {
  readonly pinned: NonNullable<Drift['pinned']>;
  readonly types: readonly ObjectType[];
  readonly dispatch: Dispatch;
}

export function PinnedDifferences({ pinned, types, dispatch }: PinnedDifferencesProps) {
  const canChange = useCanChange();
  const { name, rows, total } = pinned;
  const chosen = useChosen(rows.map(typeKeyText));
  return (
    <Flex direction="column" gap="sm">
      <Heading>{pinnedTitle(total, name)}</Heading>
      {rows.length < total ? (
        <Text variant="microcopy">{firstShown(rows.length, total)}</Text>
      ) : null}
      {canChange && total > 0 ? (
        <RestoreButton
          variant="secondary"
          rows={rows.map(pinnedDifference)}
          chosen={chosen}
          dispatch={dispatch}
        />
      ) : null}
      {total > 0 ? (
        <DifferencesTable
          types={types}
          chosen={canChange ? chosen : null}
          columnChange={driftWords.columnWanted}
          rows={rows.map((row) => ({
            difference: pinnedDifference(row),
            change: pinnedText(row),
            known: null,
          }))}
        />
      ) : null}
    </Flex>
  );
}

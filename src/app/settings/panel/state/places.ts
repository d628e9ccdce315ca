// In which directions the edits are.
import { directionText } from '../../domain/association.ts';
import { directionName, labelInSentence, typeIdText } from '../words/limits.ts';
import type { Edits, RowEdit } from './edits.ts';

export interface Place {
  readonly name: string;
  readonly count: number;
}

const placeName = ({ direction, draft }: RowEdit): string =>
  direction ? directionName(direction) : `${draft.type.from} → ${draft.type.to}`;

/** Which limit an edit is about; only its direction, once loaded, tells the label's name. */
export const limitName = (edit: RowEdit): string => {
  const { row, draft } = edit;
  const label = row ? labelInSentence(row.label) : typeIdText(draft.type.typeId);
  return `${placeName(edit)}, ${label}`;
};

export function placesOf(edits: Edits): readonly Place[] {
  const groups = Map.groupBy(edits.values(), ({ draft }) => directionText(draft.type));
  return [...groups.values()].flatMap((group) =>
    group.slice(0, 1).map((first) => ({ name: placeName(first), count: group.length })),
  );
}

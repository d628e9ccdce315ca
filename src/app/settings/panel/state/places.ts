// In which directions the edits are.
import { directionText } from '../../domain/association.ts';
import { directionName } from '../words/limits.ts';
import type { Edits, RowEdit } from './edits.ts';

export interface Place {
  readonly name: string;
  readonly count: number;
}

export const placeName = ({ direction, draft }: RowEdit): string =>
  direction ? directionName(direction) : `${draft.type.from} → ${draft.type.to}`;

export function placesOf(edits: Edits): readonly Place[] {
  const groups = Map.groupBy(edits.values(), ({ draft }) => directionText(draft.type));
  return [...groups.values()].flatMap((group) =>
    group.slice(0, 1).map((first) => ({ name: placeName(first), count: group.length })),
  );
}

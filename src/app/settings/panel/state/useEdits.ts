// The directions that matter now (the one on show and all that have drafts) and what the drafts
// amount to in them.
import type { UseQueryResult } from '@tanstack/react-query';
import { directionText, type Direction } from '../../domain/association.ts';
import { useDirections, type Pair } from '../../data/queries.ts';
import { editsOf, type Edits } from './edits.ts';
import type { PanelState } from './panelState.ts';

export interface CurrentEdits {
  /** The direction on show; null: two object types are not chosen yet. */
  readonly shown: UseQueryResult<Direction> | null;
  readonly edits: Edits;
}

export function useEdits(state: PanelState): CurrentEdits {
  const chosen = chosenPair(state);
  const pairs = pairsOf([...(chosen ? [chosen] : []), ...draftPairs(state)]);
  const queries = useDirections(pairs);
  const directions = queries.flatMap(({ data }) => data ?? []);
  return {
    shown: chosen ? (queries[0] ?? null) : null,
    edits: editsOf(state.drafts, directions),
  };
}

/** Each pair once, in the order of their first mention. */
export const pairsOf = (pairs: readonly Pair[]): readonly Pair[] => [
  ...new Map(pairs.map(({ from, to }) => [directionText({ from, to }), { from, to }])).values(),
];

const chosenPair = ({ from, to }: PanelState): Pair | null =>
  from === null || to === null ? null : { from, to };

const draftPairs = ({ drafts }: PanelState): Pair[] => [...drafts.values()].map(({ type }) => type);

// The server's reasons for refusing to plan, each with the direction that it is about.
import { useObjectTypes } from '../../data/queries.ts';
import { directionBetween } from '../setups/directionBetween.ts';
import type { Refusal } from '../state/refusals.ts';
import { Lines } from '../status/Lines.tsx';
import { refusedLine } from '../words/review.ts';

export interface RefusedMessagesProps {
  readonly refusals: readonly Refusal[];
  readonly most?: number;
}

export function RefusedMessages({ refusals, ...most }: RefusedMessagesProps) {
  const types = useObjectTypes().data?.objectTypes ?? [];
  if (refusals.length === 0) return null;
  return (
    <Lines
      {...most}
      lines={refusals.map(({ change, message }) =>
        refusedLine(directionBetween(types, change.from, change.to), message),
      )}
    />
  );
}

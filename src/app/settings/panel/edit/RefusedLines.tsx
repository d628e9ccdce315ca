// The server's reasons for refusing to plan, each with the limit that it is about.
import { typeKeyText } from '../../domain/association.ts';
import type { Edits } from '../state/edits.ts';
import { limitName } from '../state/places.ts';
import type { Refusal } from '../state/refusals.ts';
import { Lines } from '../status/Lines.tsx';
import { refusedLine } from '../words/review.ts';

export interface RefusedLinesProps {
  readonly edits: Edits;
  readonly refusals: readonly Refusal[];
}

export function RefusedLines({ edits, refusals }: RefusedLinesProps) {
  if (refusals.length === 0) return null;
  return (
    <Lines
      lines={refusals.map(({ change, message }) => {
        const edit = edits.get(typeKeyText(change));
        return edit ? refusedLine(limitName(edit), message) : message;
      })}
    />
  );
}

// What is too much for one plan: said before the server would refuse it.
import { Alert } from '@hubspot/ui-extensions';
import { directionText } from '../../domain/association.ts';
import { MAX_CHANGES, MAX_DIRECTIONS } from '../../domain/wire.ts';
import { editWords, tooManyChanges, tooManyDirections } from '../words/edit.ts';

/** Why these changes are too many for one plan; null where they are not. */
export function blockOf(
  changes: readonly { readonly from: string; readonly to: string }[],
): string | null {
  if (changes.length > MAX_CHANGES) return tooManyChanges(changes.length, MAX_CHANGES);
  const directions = new Set(changes.map(directionText)).size;
  return directions > MAX_DIRECTIONS ? tooManyDirections(directions, MAX_DIRECTIONS) : null;
}

export const TooMany = ({ block }: { readonly block: string | null }) =>
  block === null ? null : (
    <Alert title={editWords.tooManyTitle} variant="danger">
      {block}
    </Alert>
  );

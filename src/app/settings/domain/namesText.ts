// Many names in one line.
import { numberText } from './limitText.ts';

const MOST_NAMED = 3;

/** The first few, and how many more there are. */
export function namesText(names: readonly string[]): string {
  const named = names.slice(0, MOST_NAMED).join(', ');
  const more = names.length - MOST_NAMED;
  return more > 0 ? `${named} and ${numberText(more)} more` : named;
}

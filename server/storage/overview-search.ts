// What the overview is searched by. PostgreSQL folds the case of ASCII in every database, of anything
// else only where its locale says so, and no spelling of an accent: a word of other letters is
// therefore looked for here, in the portal's names and labels, each once.
import { sql, type Kysely } from 'kysely';
import { UNLABELLED } from '#domain/association.ts';
import type { PortalId } from '../ids.ts';
import { folded, wordsOf } from './search-text.ts';
import type { Tables } from './tables.ts';

export interface SearchWord {
  readonly word: string;
  /** The word as a limit: rows show “10,000”, the database holds 10000. */
  readonly limit: string;
  /** The type without a label is shown by a name that holds the word. */
  readonly isUnlabelled: boolean;
  /** Names and labels that hold the word, where only the server can tell. */
  readonly texts: readonly string[];
}

/** The words of a search, each with what the database would not find by it. */
export async function searchWords(
  db: Kysely<Tables>,
  portal: PortalId,
  search: string,
): Promise<readonly SearchWord[]> {
  const words = wordsOf(search);
  const texts = words.every(isAscii)
    ? []
    : (await textsOf(db, portal)).map((text) => ({ text, compared: folded(text) }));
  return words.map((word) => {
    const wanted = folded(word);
    const holding = isAscii(word) ? [] : texts.filter(({ compared }) => compared.includes(wanted));
    return {
      word,
      limit: limitIn(word),
      isUnlabelled: folded(UNLABELLED).includes(wanted),
      texts: holding.map(({ text }) => text),
    };
  });
}

const limitIn = (word: string): string =>
  /^\d{1,3}(,\d{3})+$/u.test(word) ? word.replaceAll(',', '') : word;

const isAscii = (text: string): boolean => /^\p{ASCII}*$/u.test(text);

async function textsOf(db: Kysely<Tables>, portal: PortalId): Promise<readonly string[]> {
  const { rows } = await sql<{ text: string }>`
    select singular as text from overview_types where portal_id = ${portal}
    union select plural from overview_types where portal_id = ${portal}
    union select label from overview_labels where portal_id = ${portal} and label is not null
  `.execute(db);
  return rows.map(({ text }) => text);
}

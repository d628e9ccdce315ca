// Texts as they are searched for: in words, in lower case and one spelling of accents, made here, because
// a database without a locale folds the case of ASCII only.
import { LEFT_TO_RIGHT_MARK } from '#domain/nameInText.ts';
import { storableText } from './storable.ts';

/** A search of more words than this names nothing more exactly. */
const MOST_WORDS = 8;

/**
 * The words of a search. The arrow stands between the names of a direction as pages show it, and in no
 * name.
 */
export const wordsOf = (search: string): readonly string[] =>
  storableText(search)
    .split(/\s+/u)
    .filter((word) => word !== '' && word !== '→')
    .slice(0, MOST_WORDS);

/**
 * A text as it is kept for, and looked for in, a search. A name that is copied from the page may come
 * with the mark of `nameInText`.
 */
export const searchable = (text: string): string =>
  storableText(text).normalize('NFC').toLowerCase().replaceAll(LEFT_TO_RIGHT_MARK, '');

/**
 * A text as it is compared with others. A capital sigma at the end of what is typed may stand in the
 * middle of the word that is meant.
 */
export const folded = (text: string): string => searchable(text).replaceAll('ς', 'σ');

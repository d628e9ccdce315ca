// Texts as the history is searched by them: in lower case and one spelling of accents, made here,
// because a database without a locale folds the case of ASCII only.
import { LEFT_TO_RIGHT_MARK } from '#domain/nameInText.ts';
import { storableText } from './storable.ts';

/**
 * A text as it is kept for, and looked for in, a search. A name that is copied from the page may come
 * with the mark of `nameInText`.
 */
export const searchable = (text: string): string =>
  storableText(text).normalize('NFC').toLowerCase().replaceAll(LEFT_TO_RIGHT_MARK, '');

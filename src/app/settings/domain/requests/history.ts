// What the panel asks about the history.
import * as z from 'zod/mini';
import { MAX_HISTORY_SEARCH } from '../history.ts';

const searchSchema = z.optional(z.string().check(z.maxLength(MAX_HISTORY_SEARCH)));

export const historyQuerySchema = z.object({
  /** Part of a note, a label, an object's name or a setup's title, in any case. */
  search: searchSchema,
  /** Counted from 1. */
  page: z.optional(z.string().check(z.regex(/^[1-9]\d{0,5}$/))),
});

export const exportQuerySchema = z.object({ search: searchSchema });

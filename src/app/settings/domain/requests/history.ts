// What the panel asks about the history.
import * as v from 'valibot';
import { MAX_HISTORY_SEARCH } from '../history.ts';
import { planIdSchema } from '../planState.ts';

const searchSchema = v.optional(v.pipe(v.string(), v.maxLength(MAX_HISTORY_SEARCH)));

export const historyQuerySchema = v.object({
  /** Part of a note, a label, an object's name or a setup's title, in any case. */
  search: searchSchema,
  /** Counted from 1. */
  page: v.optional(v.pipe(v.string(), v.regex(/^[1-9]\d{0,5}$/))),
});

/** What is copied: one plan, or else what a search finds. */
export const exportQuerySchema = v.object({
  search: searchSchema,
  planId: v.optional(planIdSchema),
});

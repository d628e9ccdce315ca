// The history: every plan that was applied, why, by whom, and what became of it; and what happened
// beside plans.
import * as v from 'valibot';
import { integerSchema } from './integer.ts';
import { objectTypeSchema } from './association.ts';
import { planIdSchema, planStateSchema } from './planState.ts';

/** Entries of one page of the history. */
export const HISTORY_PAGE = 25;

/** Longest note (the "why" of a plan), in UTF-16 units, as a text field counts them. */
export const MAX_NOTE = 500;

/** Longest text that the history is searched for, in UTF-16 units. */
export const MAX_HISTORY_SEARCH = 200;

const count = integerSchema;

const personSchema = v.object({
  id: v.string(),
  /** As HubSpot names the user now; null where it does not say. */
  name: v.nullable(v.string()),
});
export type Person = v.InferOutput<typeof personSchema>;

export const historyPlanEntrySchema = v.object({
  kind: v.literal('plan'),
  planId: planIdSchema,
  state: planStateSchema,
  appliedAt: v.string(),
  appliedBy: personSchema,
  note: v.nullable(v.string()),
  directions: v.array(v.object({ from: objectTypeSchema, to: objectTypeSchema })),
  counts: v.object({
    waiting: count,
    sending: count,
    checking: count,
    saved: count,
    unchanged: count,
    refused: count,
    not_tried: count,
    unknown: count,
  }),
  /** The plan that this one takes back. */
  undoOf: v.nullable(planIdSchema),
  /** Applied plans that take this one back, oldest first. */
  undoneBy: v.array(planIdSchema),
});
export type HistoryPlanEntry = v.InferOutput<typeof historyPlanEntrySchema>;

export const historyEventEntrySchema = v.object({
  kind: v.literal('event'),
  eventId: v.string(),
  at: v.string(),
  /** Of somebody in another portal only the portal is named: its people are none of this one's business. */
  who: v.string(),
  /** What kind of thing it was about, what that was called, and what happened to it. */
  subject: v.string(),
  title: v.string(),
  text: v.string(),
});
export type HistoryEventEntry = v.InferOutput<typeof historyEventEntrySchema>;

const historyEntrySchema = v.variant('kind', [historyPlanEntrySchema, historyEventEntrySchema]);
export type HistoryEntry = v.InferOutput<typeof historyEntrySchema>;

export const historyPageSchema = v.object({
  entries: v.array(historyEntrySchema),
  page: integerSchema,
  pageCount: integerSchema,
  total: integerSchema,
});
export type HistoryPage = v.InferOutput<typeof historyPageSchema>;

export const historyExportSchema = v.object({
  /** One line per limit, newest plan first. */
  csv: v.string(),
  limits: integerSchema,
  /** False: older limits did not fit into one answer. */
  complete: v.boolean(),
});
export type HistoryExport = v.InferOutput<typeof historyExportSchema>;

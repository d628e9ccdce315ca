// The history: every plan that was applied, why, by whom, and what became of it; and what happened
// beside plans.
import * as z from 'zod/mini';
import { objectTypeSchema } from './association.ts';
import { historyEventSchema } from './historyEvent.ts';
import { planIdSchema, planStateSchema } from './planState.ts';

/** Entries of one page of the history. */
export const HISTORY_PAGE = 25;

/** Longest note (the "why" of a plan), in UTF-16 units, as a text field counts them. */
export const MAX_NOTE = 500;

/** Longest text that the history is searched for, in UTF-16 units. */
export const MAX_HISTORY_SEARCH = 200;

const count = z.int();

const personSchema = z.object({
  id: z.string(),
  /** As HubSpot names the user now; null where it does not say. */
  name: z.nullable(z.string()),
});
export type Person = z.infer<typeof personSchema>;

export const historyPlanEntrySchema = z.object({
  kind: z.literal('plan'),
  planId: planIdSchema,
  state: planStateSchema,
  appliedAt: z.string(),
  appliedBy: personSchema,
  note: z.nullable(z.string()),
  directions: z.array(z.object({ from: objectTypeSchema, to: objectTypeSchema })),
  counts: z.object({
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
  undoOf: z.nullable(planIdSchema),
  /** Applied plans that take this one back, oldest first. */
  undoneBy: z.array(planIdSchema),
});
export type HistoryPlanEntry = z.infer<typeof historyPlanEntrySchema>;

export const historyEventEntrySchema = z.object({
  kind: z.literal('event'),
  eventId: z.string(),
  at: z.string(),
  /** null: somebody in another portal, whose people are none of this one's business. */
  by: z.nullable(personSchema),
  event: historyEventSchema,
});
export type HistoryEventEntry = z.infer<typeof historyEventEntrySchema>;

const historyEntrySchema = z.discriminatedUnion('kind', [
  historyPlanEntrySchema,
  historyEventEntrySchema,
]);
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

export const historyPageSchema = z.object({
  entries: z.array(historyEntrySchema),
  page: z.int(),
  pageCount: z.int(),
  total: z.int(),
});
export type HistoryPage = z.infer<typeof historyPageSchema>;

export const historyExportSchema = z.object({
  /** One line per limit, newest plan first. */
  csv: z.string(),
  limits: z.int(),
  /** False: older limits did not fit into one answer. */
  complete: z.boolean(),
});
export type HistoryExport = z.infer<typeof historyExportSchema>;

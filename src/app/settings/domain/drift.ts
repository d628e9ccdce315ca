// Drift: limits that differ from what the app knows to be meant, or from the pinned setup. What could
// not be read is told apart and is never a difference.
import * as z from 'zod/mini';
import { objectTypeIdSchema, objectTypeSchema, typeKeySchema } from './association.ts';

/** Differences in one answer; 200 rows are some 60 kB, HubSpot passes on 1 MB. */
export const DRIFT_ROWS = 200;

/** Directions that could not be checked and are named; the others are counted. */
export const UNCHECKED_NAMED = 20;

const limit = z.nullable(z.int());

export const changedLimitSchema = z.object({
  ...typeKeySchema.shape,
  label: z.nullable(z.string()),
  /** The limit as last read. */
  now: limit,
  /** HubSpot does not list the label any more, so it has no limit to tell. */
  gone: z.boolean(),
  /** What is meant to be; null: the label is new and came with a limit. */
  known: z.nullable(
    z.object({
      limit,
      at: z.string(),
      /** Who set or accepted it; null: Atmost saw it when it first looked. */
      by: z.nullable(z.object({ id: z.string(), name: z.nullable(z.string()) })),
      planId: z.nullable(z.string()),
    }),
  ),
});
export type ChangedLimit = z.infer<typeof changedLimitSchema>;

export const pinnedDifferenceSchema = z.object({
  ...typeKeySchema.shape,
  label: z.nullable(z.string()),
  wanted: z.int(),
  now: limit,
  gone: z.boolean(),
});
export type PinnedDifference = z.infer<typeof pinnedDifferenceSchema>;

export const uncheckedSchema = z.object({
  count: z.int(),
  /** The first of them. */
  directions: z.array(
    z.object({
      from: objectTypeIdSchema,
      to: objectTypeIdSchema,
      /** not_listed: HubSpot does not list one of the object types (any more). */
      state: z.enum(['unread', 'not_allowed', 'failed', 'not_listed']),
    }),
  ),
});
export type Unchecked = z.infer<typeof uncheckedSchema>;

export const driftSchema = z.object({
  /** When the last reading came to its end; null: none did, or one is under way. */
  checkedAt: z.nullable(z.string()),
  checking: z.boolean(),
  objectTypes: z.array(objectTypeSchema),
  changed: z.object({ rows: z.array(changedLimitSchema), total: z.int() }),
  /** null: no setup is pinned. */
  pinned: z.nullable(
    z.object({ name: z.string(), rows: z.array(pinnedDifferenceSchema), total: z.int() }),
  ),
  unchecked: uncheckedSchema,
});
export type Drift = z.infer<typeof driftSchema>;

export const keptDriftSchema = z.object({
  kept: z.int(),
  /** Not accepted, because they are not (any more) as the person saw them. */
  changedAgain: z.int(),
});
export type KeptDrift = z.infer<typeof keptDriftSchema>;

// Drift: limits that differ from what the app knows to be meant, or from the pinned setup. What could
// not be read is told apart and is never a difference.
import * as v from 'valibot';
import { integerSchema } from './integer.ts';
import { objectTypeIdSchema, objectTypeSchema, typeKeySchema } from './association.ts';

/** Differences in one answer; 200 rows are some 60 kB, HubSpot passes on 1 MB. */
export const DRIFT_ROWS = 200;

/** Directions that could not be checked and are named; the others are counted. */
export const UNCHECKED_NAMED = 20;

const limit = v.nullable(integerSchema);

export const changedLimitSchema = v.object({
  ...typeKeySchema.entries,
  label: v.nullable(v.string()),
  /** The limit as last read. */
  now: limit,
  /** HubSpot does not list the label any more, so it has no limit to tell. */
  gone: v.boolean(),
  /** What is meant to be; null: the label is new and came with a limit. */
  known: v.nullable(
    v.object({
      limit,
      at: v.string(),
      /** Who set or accepted it; null: Atmost saw it when it first looked. */
      by: v.nullable(v.object({ id: v.string(), name: v.nullable(v.string()) })),
      planId: v.nullable(v.string()),
    }),
  ),
});
export type ChangedLimit = v.InferOutput<typeof changedLimitSchema>;

export const pinnedDifferenceSchema = v.object({
  ...typeKeySchema.entries,
  label: v.nullable(v.string()),
  wanted: integerSchema,
  now: limit,
  gone: v.boolean(),
});
export type PinnedDifference = v.InferOutput<typeof pinnedDifferenceSchema>;

export const uncheckedSchema = v.object({
  count: integerSchema,
  /** The first of them. */
  directions: v.array(
    v.object({
      from: objectTypeIdSchema,
      to: objectTypeIdSchema,
      /** not_listed: HubSpot does not list one of the object types (any more). */
      state: v.picklist(['unread', 'not_allowed', 'failed', 'not_listed']),
    }),
  ),
});
export type Unchecked = v.InferOutput<typeof uncheckedSchema>;

export const driftSchema = v.object({
  /** When the last reading came to its end; null: none did, or one is under way. */
  checkedAt: v.nullable(v.string()),
  checking: v.boolean(),
  objectTypes: v.array(objectTypeSchema),
  changed: v.object({ rows: v.array(changedLimitSchema), total: integerSchema }),
  /** null: no setup is pinned. */
  pinned: v.nullable(
    v.object({ name: v.string(), rows: v.array(pinnedDifferenceSchema), total: integerSchema }),
  ),
  unchecked: uncheckedSchema,
});
export type Drift = v.InferOutput<typeof driftSchema>;

export const keptDriftSchema = v.object({
  kept: integerSchema,
  /** Not accepted, because they are not (any more) as the person saw them. */
  changedAgain: integerSchema,
});
export type KeptDrift = v.InferOutput<typeof keptDriftSchema>;

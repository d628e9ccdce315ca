// The whole portal as it was last read: every direction, its labels and limits, and how far the
// reading is. What was not read is never told as "no limit".
import * as v from 'valibot';
import { integerSchema } from './integer.ts';
import { labelRowSchema, objectTypeIdSchema, objectTypeSchema } from './association.ts';

/** Rows of one page; 50 rows are some 15 kB, HubSpot passes on 1 MB. */
export const OVERVIEW_PAGE_ROWS = 50;

export const directionStateSchema = v.picklist([
  /** Not read since its object types became known. */
  'unread',
  'read',
  /** HubSpot has no association between the two. */
  'no_association',
  /** HubSpot refused for want of a permission. */
  'not_allowed',
  'failed',
]);
export type DirectionState = v.InferOutput<typeof directionStateSchema>;

/** `unknown`: directions of which the limits are not known; `changed`: outside the app. */
export const overviewFilterSchema = v.picklist([
  'all',
  'limited',
  'unlimited',
  'unknown',
  'changed',
]);
export type OverviewFilter = v.InferOutput<typeof overviewFilterSchema>;

export const refreshSchema = v.object({
  /** stopped: given up before the end, for the reason in `problem`. */
  state: v.picklist(['reading', 'done', 'stopped']),
  startedAt: v.string(),
  finishedAt: v.nullable(v.string()),
  /** Directions read, of how many. */
  read: integerSchema,
  total: integerSchema,
  problem: v.nullable(v.string()),
  /** What could not be listed and why, as sentences for the person. */
  notes: v.array(v.string()),
});
export type Refresh = v.InferOutput<typeof refreshSchema>;

const directionKey = { from: objectTypeIdSchema, to: objectTypeIdSchema };

export const overviewRowSchema = v.object({
  ...directionKey,
  state: directionStateSchema,
  /** When HubSpot was asked; null: never. */
  readAt: v.nullable(v.string()),
  /** Why the direction could not be read, as a sentence. */
  problem: v.nullable(v.string()),
  /** null: the row stands for a direction of which no labels are known. */
  label: v.nullable(labelRowSchema),
});
export type OverviewRow = v.InferOutput<typeof overviewRowSchema>;

export const overviewSchema = v.object({
  /** null: the portal was never read. */
  refresh: v.nullable(refreshSchema),
  /** When the oldest of the directions was read; null: none was. */
  oldestReadAt: v.nullable(v.string()),
  counts: v.object({
    directions: integerSchema,
    labels: integerSchema,
    limits: integerSchema,
    unread: integerSchema,
    notAllowed: integerSchema,
    failed: integerSchema,
    /** Limits that were changed outside the app, those of labels that are gone included. */
    changed: integerSchema,
  }),
  objectTypes: v.array(objectTypeSchema),
  page: integerSchema,
  pageCount: integerSchema,
  /** Rows that match, on all pages. */
  total: integerSchema,
  rows: v.array(overviewRowSchema),
});
export type Overview = v.InferOutput<typeof overviewSchema>;

/** Directions without an association have no cell. */
export const overviewGridSchema = v.object({
  objectTypes: v.array(objectTypeSchema),
  cells: v.array(
    v.object({
      ...directionKey,
      state: directionStateSchema,
      labels: integerSchema,
      limits: integerSchema,
    }),
  ),
});
export type OverviewGrid = v.InferOutput<typeof overviewGridSchema>;

/** What can stop a merge or a sync of one object type's records. */
export const blockersSchema = v.object({
  objectType: objectTypeSchema,
  objectTypes: v.array(objectTypeSchema),
  /** Limits from and to the object type, as last read. */
  limits: v.array(v.object({ ...directionKey, label: labelRowSchema, readAt: v.string() })),
  /** Directions from or to it of which the limits are not known. */
  unknown: v.array(v.object({ ...directionKey, state: directionStateSchema })),
});
export type Blockers = v.InferOutput<typeof blockersSchema>;

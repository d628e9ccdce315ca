// The whole portal as it was last read: every direction, its labels and limits, and how far the
// reading is. What was not read is never told as "no limit".
import * as z from 'zod/mini';
import { labelRowSchema, objectTypeIdSchema, objectTypeSchema } from './association.ts';

/** Rows of one page; 50 rows are some 15 kB, HubSpot passes on 1 MB. */
export const OVERVIEW_PAGE_ROWS = 50;

export const directionStateSchema = z.enum([
  /** Not read since its object types became known. */
  'unread',
  'read',
  /** HubSpot has no association between the two. */
  'no_association',
  /** HubSpot refused for want of a permission. */
  'not_allowed',
  'failed',
]);
export type DirectionState = z.infer<typeof directionStateSchema>;

/** `unknown`: directions of which the limits are not known; `changed`: outside the app. */
export const overviewFilterSchema = z.enum(['all', 'limited', 'unlimited', 'unknown', 'changed']);
export type OverviewFilter = z.infer<typeof overviewFilterSchema>;

export const refreshSchema = z.object({
  /** stopped: given up before the end, for the reason in `problem`. */
  state: z.enum(['reading', 'done', 'stopped']),
  startedAt: z.string(),
  finishedAt: z.nullable(z.string()),
  /** Directions read, of how many. */
  read: z.int(),
  total: z.int(),
  problem: z.nullable(z.string()),
  /** What could not be listed and why, as sentences for the person. */
  notes: z.array(z.string()),
});
export type Refresh = z.infer<typeof refreshSchema>;

const directionKey = { from: objectTypeIdSchema, to: objectTypeIdSchema };

export const overviewRowSchema = z.object({
  ...directionKey,
  state: directionStateSchema,
  /** When HubSpot was asked; null: never. */
  readAt: z.nullable(z.string()),
  /** Why the direction could not be read, as a sentence. */
  problem: z.nullable(z.string()),
  /** null: the row stands for a direction of which no labels are known. */
  label: z.nullable(labelRowSchema),
});
export type OverviewRow = z.infer<typeof overviewRowSchema>;

export const overviewSchema = z.object({
  /** null: the portal was never read. */
  refresh: z.nullable(refreshSchema),
  /** When the oldest of the directions was read; null: none was. */
  oldestReadAt: z.nullable(z.string()),
  counts: z.object({
    directions: z.int(),
    labels: z.int(),
    limits: z.int(),
    unread: z.int(),
    notAllowed: z.int(),
    failed: z.int(),
    /** Limits that were changed outside the app, those of labels that are gone included. */
    changed: z.int(),
  }),
  objectTypes: z.array(objectTypeSchema),
  page: z.int(),
  pageCount: z.int(),
  /** Rows that match, on all pages. */
  total: z.int(),
  rows: z.array(overviewRowSchema),
});
export type Overview = z.infer<typeof overviewSchema>;

/** Directions without an association have no cell. */
export const overviewGridSchema = z.object({
  objectTypes: z.array(objectTypeSchema),
  cells: z.array(
    z.object({
      ...directionKey,
      state: directionStateSchema,
      labels: z.int(),
      limits: z.int(),
    }),
  ),
});
export type OverviewGrid = z.infer<typeof overviewGridSchema>;

/** What can stop a merge or a sync of one object type's records. */
export const blockersSchema = z.object({
  objectType: objectTypeSchema,
  objectTypes: z.array(objectTypeSchema),
  /** Limits from and to the object type, as last read. */
  limits: z.array(z.object({ ...directionKey, label: labelRowSchema, readAt: z.string() })),
  /** Directions from or to it of which the limits are not known. */
  unknown: z.array(z.object({ ...directionKey, state: directionStateSchema })),
});
export type Blockers = z.infer<typeof blockersSchema>;

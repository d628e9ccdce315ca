// What the panel asks about the whole portal.
import * as v from 'valibot';
import { objectTypeIdSchema } from '../association.ts';
import { overviewFilterSchema } from '../overview.ts';

/** `from`, `to`: only directions of these object types. Not strict, because HubSpot adds its own. */
export const overviewQuerySchema = v.object({
  search: v.optional(v.pipe(v.string(), v.maxLength(100))),
  filter: v.optional(overviewFilterSchema),
  from: v.optional(objectTypeIdSchema),
  to: v.optional(objectTypeIdSchema),
  page: v.optional(v.pipe(v.string(), v.regex(/^[1-9]\d{0,5}$/))),
});
export type OverviewQuery = v.InferOutput<typeof overviewQuerySchema>;

// What the panel asks about the whole portal.
import * as z from 'zod/mini';
import { objectTypeIdSchema } from '../association.ts';
import { overviewFilterSchema } from '../overview.ts';

/** `from`, `to`: only directions of these object types. Not strict, because HubSpot adds its own. */
export const overviewQuerySchema = z.object({
  search: z.optional(z.string().check(z.maxLength(100))),
  filter: z.optional(overviewFilterSchema),
  from: z.optional(objectTypeIdSchema),
  to: z.optional(objectTypeIdSchema),
  page: z.optional(z.string().check(z.regex(/^[1-9]\d{0,5}$/))),
});
export type OverviewQuery = z.infer<typeof overviewQuerySchema>;

// What the panel asks about scans.
import * as z from 'zod/mini';
import { categorySchema, objectTypeIdSchema, typeIdSchema } from '../association.ts';
import { MIN_LIMIT } from '../limit.ts';

export const startScanRequestSchema = z.strictObject({
  from: objectTypeIdSchema,
  to: objectTypeIdSchema,
});

/** A limit that exists. One that is above HubSpot's screen's highest is shown like any other. */
const existingLimitSchema = z.int32().check(z.gte(MIN_LIMIT));

const typeShape = {
  category: categorySchema,
  typeId: typeIdSchema,
  /** Records with more associations than this. */
  over: existingLimitSchema,
};

export const overLimitQuerySchema = z.object({
  category: categorySchema,
  typeId: z.string().check(
    z.regex(/^-?\d{1,10}$/),
    z.refine((text) => typeIdSchema.safeParse(Number(text)).success),
  ),
  over: z.string().check(
    z.regex(/^[1-9]\d{0,9}$/),
    z.refine((text) => existingLimitSchema.safeParse(Number(text)).success),
  ),
  page: z.optional(z.string().check(z.regex(/^[1-9]\d{0,5}$/))),
});

export const csvLinkRequestSchema = z.strictObject(typeShape);

/** Most limits asked about at once: as many as a plan holds. */
const MAX_ASKED = 2_000;

/** "What would these limits be over?", asked for a review. */
export const judgeRequestSchema = z.strictObject({
  limits: z
    .array(
      z.strictObject({
        from: objectTypeIdSchema,
        to: objectTypeIdSchema,
        category: categorySchema,
        typeId: typeIdSchema,
        /** An undo may go back to a limit that could not be chosen anew. */
        limit: z.nullable(existingLimitSchema),
      }),
    )
    .check(z.minLength(1), z.maxLength(MAX_ASKED)),
});
export type JudgeRequest = z.infer<typeof judgeRequestSchema>;

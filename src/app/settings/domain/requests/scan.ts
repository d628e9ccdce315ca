// What the panel asks about scans.
import * as v from 'valibot';
import { int32Schema } from '../integer.ts';
import { categorySchema, objectTypeIdSchema, typeIdSchema } from '../association.ts';
import { MIN_LIMIT } from '../limit.ts';

export const startScanRequestSchema = v.strictObject({
  from: objectTypeIdSchema,
  to: objectTypeIdSchema,
});

/** A limit that exists. One that is above HubSpot's screen's highest is shown like any other. */
const existingLimitSchema = v.pipe(int32Schema, v.minValue(MIN_LIMIT));

const typeShape = {
  category: categorySchema,
  typeId: typeIdSchema,
  /** Records with more associations than this. */
  over: existingLimitSchema,
};

export const overLimitQuerySchema = v.object({
  category: categorySchema,
  typeId: v.pipe(
    v.string(),
    v.regex(/^-?\d{1,10}$/),
    v.check((text) => v.is(typeIdSchema, Number(text)), 'is no number of a type'),
  ),
  over: v.pipe(
    v.string(),
    v.regex(/^[1-9]\d{0,9}$/),
    v.check((text) => v.is(existingLimitSchema, Number(text)), 'is no limit'),
  ),
  page: v.optional(v.pipe(v.string(), v.regex(/^[1-9]\d{0,5}$/))),
});

export const csvLinkRequestSchema = v.strictObject(typeShape);

/** Most limits asked about at once: as many as a plan holds. */
const MAX_ASKED = 2_000;

/** "What would these limits be over?", asked for a review. */
export const judgeRequestSchema = v.strictObject({
  limits: v.pipe(
    v.array(
      v.strictObject({
        from: objectTypeIdSchema,
        to: objectTypeIdSchema,
        category: categorySchema,
        typeId: typeIdSchema,
        /** An undo may go back to a limit that could not be chosen anew. */
        limit: v.nullable(existingLimitSchema),
      }),
    ),
    v.minLength(1),
    v.maxLength(MAX_ASKED),
  ),
});
export type JudgeRequest = v.InferOutput<typeof judgeRequestSchema>;

// What the panel asks about limits that were changed outside the app.
import * as v from 'valibot';
import { int32Schema } from '../integer.ts';
import { typeKeySchema } from '../association.ts';
import { DRIFT_ROWS } from '../drift.ts';

/** A limit to accept, as the person saw it: if it is another by now, it is not accepted. */
export const keptLimitSchema = v.strictObject({
  ...typeKeySchema.entries,
  limit: v.union([v.nullable(int32Schema), v.literal('gone')]),
});
export type KeptLimit = v.InferOutput<typeof keptLimitSchema>;

export const keepDriftRequestSchema = v.strictObject({
  /** Made by the panel: the same id again gets the same answer. */
  requestId: v.pipe(v.string(), v.uuid()),
  limits: v.pipe(v.array(keptLimitSchema), v.minLength(1), v.maxLength(DRIFT_ROWS)),
});
export type KeepDriftRequest = v.InferOutput<typeof keepDriftRequestSchema>;

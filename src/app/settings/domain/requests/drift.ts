// What the panel asks about limits that were changed outside the app.
import * as z from 'zod/mini';
import { typeKeySchema } from '../association.ts';
import { DRIFT_ROWS } from '../drift.ts';

/** A limit to accept, as the person saw it: if it is another by now, it is not accepted. */
export const keptLimitSchema = z.strictObject({
  ...typeKeySchema.shape,
  limit: z.union([z.nullable(z.int32()), z.literal('gone')]),
});
export type KeptLimit = z.infer<typeof keptLimitSchema>;

export const keepDriftRequestSchema = z.strictObject({
  /** Made by the panel: the same id again gets the same answer. */
  requestId: z.uuid(),
  limits: z.array(keptLimitSchema).check(z.minLength(1), z.maxLength(DRIFT_ROWS)),
});
export type KeepDriftRequest = z.infer<typeof keepDriftRequestSchema>;

// What the panel asks for with a plan: to make it, and to apply it.
import * as v from 'valibot';
import { MAX_NOTE } from '../history.ts';
import { changeSchema } from '../plan.ts';
import { planIdSchema } from '../planState.ts';
import { MAX_CHANGES } from '../wire.ts';

export const planRequestSchema = v.strictObject({
  changes: v.pipe(v.array(changeSchema), v.minLength(1), v.maxLength(MAX_CHANGES)),
});
export type PlanRequest = v.InferOutput<typeof planRequestSchema>;

/** "Plan the way back to what was there before this plan." */
export const undoRequestSchema = v.strictObject({ undoOf: planIdSchema });
export type UndoRequest = v.InferOutput<typeof undoRequestSchema>;

/** A plan is asked for by its changes, or as the way back from an applied one. */
export const makePlanRequestSchema = v.union([planRequestSchema, undoRequestSchema]);
export type MakePlanRequest = v.InferOutput<typeof makePlanRequestSchema>;

/** What changed since the answer with that mark; a mark is a number of PostgreSQL's xid8. */
export const planChangesQuerySchema = v.object({
  since: v.pipe(v.string(), v.regex(/^\d{1,19}$/)),
});

/** What applying may carry: nothing, or why it is done. It never carries limits. */
export const applyRequestSchema = v.strictObject({
  note: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(MAX_NOTE))),
});
export type ApplyRequest = v.InferOutput<typeof applyRequestSchema>;

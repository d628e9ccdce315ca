// What the panel asks for with a plan: to make it, and to apply it.
import * as z from 'zod/mini';
import { MAX_NOTE } from '../history.ts';
import { changeSchema } from '../plan.ts';
import { planIdSchema } from '../planState.ts';
import { MAX_CHANGES } from '../wire.ts';

export const planRequestSchema = z.strictObject({
  changes: z.array(changeSchema).check(z.minLength(1), z.maxLength(MAX_CHANGES)),
});
export type PlanRequest = z.infer<typeof planRequestSchema>;

/** "Plan the way back to what was there before this plan." */
export const undoRequestSchema = z.strictObject({ undoOf: planIdSchema });
export type UndoRequest = z.infer<typeof undoRequestSchema>;

/** A plan is asked for by its changes, or as the way back from an applied one. */
export const makePlanRequestSchema = z.union([planRequestSchema, undoRequestSchema]);
export type MakePlanRequest = z.infer<typeof makePlanRequestSchema>;

/** What changed since the answer with that mark; a mark is a number of PostgreSQL's xid8. */
export const planChangesQuerySchema = z.object({
  since: z.string().check(z.regex(/^\d{1,19}$/)),
});

/** What applying may carry: nothing, or why it is done. It never carries limits. */
export const applyRequestSchema = z.strictObject({
  note: z.optional(z.string().check(z.trim(), z.maxLength(MAX_NOTE))),
});
export type ApplyRequest = z.infer<typeof applyRequestSchema>;

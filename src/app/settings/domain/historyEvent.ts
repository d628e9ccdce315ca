// What happened in a portal beside applied plans, as the history tells it.
import * as v from 'valibot';
import { integerSchema } from './integer.ts';
import { leavingReasonSchema } from './leaving.ts';

const limits = integerSchema;
const title = v.nullable(v.string());
/** Another portal is named by its number and kind only: nobody's data crosses portals. */
export const otherPortalSchema = v.object({
  id: v.string(),
  accountType: v.nullable(v.string()),
});
export type OtherPortal = v.InferOutput<typeof otherPortalSchema>;

export const historyEventSchema = v.variant('kind', [
  /** A code was made here for another portal. */
  v.object({ kind: v.literal('code_made'), title, limits }),
  v.object({ kind: v.literal('code_withdrawn'), title, limits }),
  /** A code of this portal was entered in another one. */
  v.object({ kind: v.literal('code_used'), title, limits, portal: otherPortalSchema }),
  /** Another portal's code was entered here. */
  v.object({ kind: v.literal('code_entered'), title, limits, portal: otherPortalSchema }),
  v.object({ kind: v.literal('setup_kept'), name: v.string(), limits }),
  v.object({ kind: v.literal('setup_forgotten'), name: v.string(), limits }),
  v.object({ kind: v.literal('setup_pinned'), name: v.string(), limits }),
  v.object({ kind: v.literal('setup_unpinned'), name: v.string(), limits }),
  /** Limits that were changed outside the app were accepted as they are. */
  v.object({ kind: v.literal('drift_kept'), labels: v.array(v.string()), limits }),
  v.object({ kind: v.literal('disconnected'), reason: leavingReasonSchema }),
  v.object({ kind: v.literal('connected_again') }),
]);
export type HistoryEvent = v.InferOutput<typeof historyEventSchema>;

// What happened in a portal beside applied plans, as the history tells it.
import * as z from 'zod/mini';
import { leavingReasonSchema } from './leaving.ts';

const limits = z.int();
const title = z.nullable(z.string());
/** Another portal is named by its number and kind only: nobody's data crosses portals. */
export const otherPortalSchema = z.object({
  id: z.string(),
  accountType: z.nullable(z.string()),
});
export type OtherPortal = z.infer<typeof otherPortalSchema>;

export const historyEventSchema = z.discriminatedUnion('kind', [
  /** A code was made here for another portal. */
  z.object({ kind: z.literal('code_made'), title, limits }),
  z.object({ kind: z.literal('code_withdrawn'), title, limits }),
  /** A code of this portal was entered in another one. */
  z.object({ kind: z.literal('code_used'), title, limits, portal: otherPortalSchema }),
  /** Another portal's code was entered here. */
  z.object({ kind: z.literal('code_entered'), title, limits, portal: otherPortalSchema }),
  z.object({ kind: z.literal('setup_kept'), name: z.string(), limits }),
  z.object({ kind: z.literal('setup_forgotten'), name: z.string(), limits }),
  z.object({ kind: z.literal('setup_pinned'), name: z.string(), limits }),
  z.object({ kind: z.literal('setup_unpinned'), name: z.string(), limits }),
  /** Limits that were changed outside the app were accepted as they are. */
  z.object({ kind: z.literal('drift_kept'), labels: z.array(z.string()), limits }),
  z.object({ kind: z.literal('disconnected'), reason: leavingReasonSchema }),
  z.object({ kind: z.literal('connected_again') }),
]);
export type HistoryEvent = z.infer<typeof historyEventSchema>;

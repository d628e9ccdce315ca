// What became of each planned item: one outcome per item, in the plan's order.
import * as z from 'zod/mini';

const texts = z.catchall(z.object({}), z.array(z.string()));

/** What HubSpot itself said, kept whole: its support asks for the correlation id. */
export const hubspotErrorSchema = z.object({
  httpStatus: z.nullable(z.int()),
  status: z.optional(z.string()),
  category: z.optional(z.string()),
  subCategory: z.optional(z.string()),
  message: z.optional(z.string()),
  id: z.optional(z.string()),
  context: z.optional(texts),
  links: z.optional(z.catchall(z.object({}), z.string())),
  correlationId: z.optional(z.string()),
  errors: z.optional(
    z.array(
      z.object({
        message: z.optional(z.string()),
        code: z.optional(z.string()),
        in: z.optional(z.string()),
        subCategory: z.optional(z.string()),
        context: z.optional(texts),
      }),
    ),
  ),
});
export type HubSpotError = z.infer<typeof hubspotErrorSchema>;

/** Why a row was refused, as far as the app can tell; the panel turns it into what to do. */
export const refusalReasonSchema = z.enum([
  'label_limit_meets_object_limit',
  'object_limit_meets_label_limit',
  'changed_meanwhile',
  'missing_scope',
  'type_not_found',
  'no_reason_given',
  'other',
]);
export type RefusalReason = z.infer<typeof refusalReasonSchema>;

/** Why a row was never sent. */
export const notTriedReasonSchema = z.enum([
  'portal_changed',
  'disconnected',
  'missing_scope',
  'hubspot_unavailable',
  'app_misconfigured',
  'direction_unreadable',
]);
export type NotTriedReason = z.infer<typeof notTriedReasonSchema>;

export const unknownReasonSchema = z.enum([
  /** HubSpot's answer was lost and the limit did not show the new value at the last look. */
  'answer_lost',
  /** HubSpot accepted or queued the change, but the read-back shows another value. */
  'not_shown_yet',
  /** Sent, but the limits could not be read back. */
  'not_read_back',
]);
export type UnknownReason = z.infer<typeof unknownReasonSchema>;

const limit = z.nullable(z.int());

export const outcomeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('waiting') }),
  z.object({ kind: z.literal('sending') }),
  /** HubSpot answered; nothing is called saved before it was read back. */
  z.object({ kind: z.literal('checking') }),
  z.object({ kind: z.literal('saved'), before: limit, after: limit }),
  z.object({ kind: z.literal('unchanged'), limit }),
  z.object({
    kind: z.literal('refused'),
    reason: refusalReasonSchema,
    hubspot: z.nullable(hubspotErrorSchema),
    /** The limit as read back after the refusal; undefined where it could not be read. */
    now: z.optional(limit),
    /** The limit of the direction that stands in the way, where one does. */
    against: z.optional(z.object({ label: z.nullable(z.string()), limit: z.int() })),
  }),
  z.object({
    kind: z.literal('not_tried'),
    reason: notTriedReasonSchema,
    hubspot: z.nullable(hubspotErrorSchema),
    now: z.optional(limit),
  }),
  z.object({
    kind: z.literal('unknown'),
    reason: unknownReasonSchema,
    hubspot: z.nullable(hubspotErrorSchema),
    now: z.optional(limit),
  }),
]);
export type Outcome = z.infer<typeof outcomeSchema>;

export type OutcomeKind = Outcome['kind'];

/** Outcomes that no further work will change. */
export function isFinal(outcome: Outcome): boolean {
  return outcome.kind !== 'waiting' && outcome.kind !== 'sending' && outcome.kind !== 'checking';
}

/** Outcomes that "try again" acts on: the change was wanted and is not known to be there. */
export function isRetryable(outcome: Outcome): boolean {
  return outcome.kind === 'refused' || outcome.kind === 'not_tried' || outcome.kind === 'unknown';
}

/** How many items have each kind of outcome. */
export function countOutcomes(outcomes: readonly Outcome[]): Readonly<Record<OutcomeKind, number>> {
  const counts: Record<OutcomeKind, number> = {
    waiting: 0,
    sending: 0,
    checking: 0,
    saved: 0,
    unchanged: 0,
    refused: 0,
    not_tried: 0,
    unknown: 0,
  };
  for (const outcome of outcomes) counts[outcome.kind] += 1;
  return counts;
}

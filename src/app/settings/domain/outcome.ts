// What became of each planned item: one outcome per item, in the plan's order.
import * as v from 'valibot';
import { integerSchema } from './integer.ts';

const texts = v.record(v.string(), v.array(v.string()));

/** What HubSpot itself said, kept whole: its support asks for the correlation id. */
export const hubspotErrorSchema = v.object({
  httpStatus: v.nullable(integerSchema),
  status: v.optional(v.string()),
  category: v.optional(v.string()),
  subCategory: v.optional(v.string()),
  message: v.optional(v.string()),
  id: v.optional(v.string()),
  context: v.optional(texts),
  links: v.optional(v.record(v.string(), v.string())),
  correlationId: v.optional(v.string()),
  errors: v.optional(
    v.array(
      v.object({
        message: v.optional(v.string()),
        code: v.optional(v.string()),
        in: v.optional(v.string()),
        subCategory: v.optional(v.string()),
        context: v.optional(texts),
      }),
    ),
  ),
});
export type HubSpotError = v.InferOutput<typeof hubspotErrorSchema>;

/** Why a row was refused, as far as the app can tell; the panel turns it into what to do. */
export const refusalReasonSchema = v.picklist([
  'label_limit_meets_object_limit',
  'object_limit_meets_label_limit',
  'changed_meanwhile',
  'missing_scope',
  'type_not_found',
  'no_reason_given',
  'other',
]);
export type RefusalReason = v.InferOutput<typeof refusalReasonSchema>;

/** Why a row was never sent. */
export const notTriedReasonSchema = v.picklist([
  'portal_changed',
  'disconnected',
  'missing_scope',
  'hubspot_unavailable',
  'app_misconfigured',
  'direction_unreadable',
  /** The job that applied the plan failed until it was tried no more. */
  'given_up',
]);
export type NotTriedReason = v.InferOutput<typeof notTriedReasonSchema>;

export const unknownReasonSchema = v.picklist([
  /** HubSpot's answer was lost and the limit did not show the new value at the last look. */
  'answer_lost',
  /** HubSpot accepted or queued the change, but the read-back shows another value. */
  'not_shown_yet',
  /** Sent, but the limits could not be read back. */
  'not_read_back',
]);
export type UnknownReason = v.InferOutput<typeof unknownReasonSchema>;

/** A page that was opened before the server was renewed may not know a reason, but shows the rest. */
const orNewer = <const Known extends readonly string[]>({ options }: { readonly options: Known }) =>
  v.fallback(v.picklist([...options, 'newer']), 'newer');

const limit = v.nullable(integerSchema);

export const outcomeSchema = v.variant('kind', [
  v.object({ kind: v.literal('waiting') }),
  v.object({ kind: v.literal('sending') }),
  /** HubSpot answered; nothing is called saved before it was read back. */
  v.object({ kind: v.literal('checking') }),
  v.object({ kind: v.literal('saved'), before: limit, after: limit }),
  v.object({ kind: v.literal('unchanged'), limit }),
  v.object({
    kind: v.literal('refused'),
    reason: orNewer(refusalReasonSchema),
    hubspot: v.nullable(hubspotErrorSchema),
    /** The limit as read back after the refusal; undefined where it could not be read. */
    now: v.optional(limit),
    /** The limit of the direction that stands in the way, where one does. */
    against: v.optional(v.object({ label: v.nullable(v.string()), limit: integerSchema })),
  }),
  v.object({
    kind: v.literal('not_tried'),
    reason: orNewer(notTriedReasonSchema),
    hubspot: v.nullable(hubspotErrorSchema),
    now: v.optional(limit),
  }),
  v.object({
    kind: v.literal('unknown'),
    reason: orNewer(unknownReasonSchema),
    hubspot: v.nullable(hubspotErrorSchema),
    now: v.optional(limit),
  }),
]);
export type Outcome = v.InferOutput<typeof outcomeSchema>;

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

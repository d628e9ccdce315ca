// Faults queued by tests and the developer menu: each strikes the next calls that match it.
import * as v from 'valibot';
import { noArray } from '../../no-array.ts';
import { integer, nonNegativeInteger, positiveInteger } from '../../whole-numbers.ts';

const statusFault = v.strictObject({
  kind: v.literal('status'),
  status: v.pipe(integer, v.minValue(200), v.maxValue(599)),
  body: v.optional(v.unknown()),
  headers: v.optional(noArray(v.record(v.string(), v.string()))),
});

export const oauthStatusSchema = v.picklist([
  'BAD_REFRESH_TOKEN',
  'BAD_AUTH_CODE',
  'BAD_CLIENT_ID',
  'BAD_CLIENT_SECRET',
  'BAD_REDIRECT_URI',
  'BAD_HUB',
  'BAD_CODE_VERIFIER',
  'BAD_SCOPES',
  'BAD_GRANT_TYPE',
]);
export type OauthStatus = v.InferOutput<typeof oauthStatusSchema>;

const faultSchema = v.variant('kind', [
  statusFault,
  v.strictObject({ kind: v.literal('slow'), ms: nonNegativeInteger }),
  v.strictObject({ kind: v.literal('cut') }),
  v.strictObject({ kind: v.literal('drop') }),
  v.strictObject({ kind: v.literal('lost') }),
  v.strictObject({ kind: v.literal('half-open') }),
  v.strictObject({ kind: v.literal('stall') }),
  v.strictObject({ kind: v.literal('not-json') }),
  v.strictObject({
    kind: v.literal('rate-limit'),
    policyName: v.picklist(['TEN_SECONDLY_ROLLING', 'SECONDLY', 'DAILY']),
    retryAfter: v.optional(nonNegativeInteger),
  }),
  v.strictObject({ kind: v.literal('locked') }),
  v.strictObject({ kind: v.literal('migration'), retryAfterSeconds: nonNegativeInteger }),
  v.strictObject({ kind: v.literal('oauth'), status: oauthStatusSchema }),
]);
export type Fault = v.InferOutput<typeof faultSchema>;

const matchSchema = v.strictObject({
  method: v.optional(v.string()),
  path: v.optional(v.pipe(v.string(), v.check(isPattern, 'is not a regular expression'))),
});

export const queuedFaultSchema = v.strictObject({
  match: v.optional(noArray(matchSchema), {}),
  times: v.optional(positiveInteger, 1),
  /** So many calls that match are let through first. */
  skip: v.optional(nonNegativeInteger, 0),
  fault: faultSchema,
  portalId: v.optional(integer),
});
export type QueuedFault = v.InferOutput<typeof queuedFaultSchema>;

interface Struck {
  readonly method: string;
  readonly path: string;
  readonly portalId: number | null;
}

/** Takes the first queued fault that matches and counts it down; a spent one leaves the queue. */
export function takeFault(queue: QueuedFault[], call: Struck): Fault | undefined {
  const index = queue.findIndex((queued) => matches(queued, call) && !letsThrough(queued));
  const queued = queue[index];
  if (queued === undefined) return undefined;
  queued.times -= 1;
  if (queued.times === 0) queue.splice(index, 1);
  return queued.fault;
}

function letsThrough(queued: QueuedFault): boolean {
  if (queued.skip === 0) return false;
  queued.skip -= 1;
  return true;
}

function matches({ match, fault, portalId }: QueuedFault, call: Struck): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== call.method) return false;
  if (portalId !== undefined && portalId !== call.portalId) return false;
  // An OAuth error makes no sense elsewhere, so without a path it means the token calls.
  const path = match.path ?? (fault.kind === 'oauth' ? '/oauth/' : undefined);
  return path === undefined || call.path.startsWith(path) || new RegExp(path, 'u').test(call.path);
}

function isPattern(source: string): boolean {
  try {
    return new RegExp(source, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

// Faults queued by tests and the developer menu: each strikes the next calls that match it.
import { z } from 'zod';

const statusFault = z.strictObject({
  kind: z.literal('status'),
  status: z.int().min(200).max(599),
  body: z.unknown().optional(),
  headers: z.record(z.string(), z.string()).optional(),
});

export const oauthStatusSchema = z.enum([
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
export type OauthStatus = z.infer<typeof oauthStatusSchema>;

const faultSchema = z.discriminatedUnion('kind', [
  statusFault,
  z.strictObject({ kind: z.literal('slow'), ms: z.int().nonnegative() }),
  z.strictObject({ kind: z.literal('cut') }),
  z.strictObject({ kind: z.literal('drop') }),
  z.strictObject({ kind: z.literal('lost') }),
  z.strictObject({ kind: z.literal('half-open') }),
  z.strictObject({ kind: z.literal('stall') }),
  z.strictObject({ kind: z.literal('not-json') }),
  z.strictObject({
    kind: z.literal('rate-limit'),
    policyName: z.enum(['TEN_SECONDLY_ROLLING', 'SECONDLY', 'DAILY']),
    retryAfter: z.int().nonnegative().optional(),
  }),
  z.strictObject({ kind: z.literal('locked') }),
  z.strictObject({ kind: z.literal('migration'), retryAfterSeconds: z.int().nonnegative() }),
  z.strictObject({ kind: z.literal('oauth'), status: oauthStatusSchema }),
]);
export type Fault = z.infer<typeof faultSchema>;

export const queuedFaultSchema = z.strictObject({
  match: z
    .strictObject({
      method: z.string().optional(),
      path: z.string().refine(isPattern, 'is not a regular expression').optional(),
    })
    .default({}),
  times: z.int().positive().default(1),
  /** So many calls that match are let through first. */
  skip: z.int().nonnegative().default(0),
  fault: faultSchema,
  portalId: z.int().optional(),
});
export type QueuedFault = z.infer<typeof queuedFaultSchema>;

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

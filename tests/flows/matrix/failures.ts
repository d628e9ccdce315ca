// What can go wrong with a call to HubSpot: one table. A line added here meets every call.
import type { Call } from './calls.ts';

export interface Failure {
  readonly name: string;
  /** Struck in order, each in its own place; without a path the call itself. */
  readonly faults: readonly { readonly fault: object; readonly path?: string }[];
  /** Strikes on the wire instead: the connection is refused. */
  readonly refuses?: true;
  /** The answer comes too late, or never. */
  readonly isSlow?: true;
  /** Only calls whose answer may be so. */
  readonly of?: (call: Call) => boolean;
}

const TOKEN = '/oauth/2026-03/token$';
const one = (name: string, fault: object, more: Partial<Failure> = {}): Failure => ({
  name,
  faults: [{ fault }],
  ...more,
});

const isOauth = ({ kind }: Call): boolean => kind.includes('/oauth/');
const isWrite = ({ kind }: Call): boolean => /batch\/(create|update|purge)$/.test(kind);
const isBatch = ({ kind }: Call): boolean => kind.includes('/batch/');

const POLICIES = ['TEN_SECONDLY_ROLLING', 'SECONDLY', 'DAILY'];
const SERVER_ERRORS = [500, 502, 503, 504, 521, 522, 523, 524, 525, 526];

const scopesBody = (context: object): object => ({
  status: 'error',
  category: 'MISSING_SCOPES',
  message: 'This app has not been granted all required scopes to make this call.',
  correlationId: 'b0b0b0b0-0000-4000-8000-000000000000',
  errors: [{ message: 'One or more of the following scopes are required.', context }],
});

const itemError = { status: 'error', category: 'VALIDATION_ERROR', message: 'Not this one.' };
const batch = (status: number, body: object): object => ({ kind: 'status', status, body });
const withErrors = { status: 'COMPLETE', results: [], numErrors: 1, errors: [itemError] };

export const failures: readonly Failure[] = [
  ...POLICIES.flatMap((policyName) => [
    one(`429 ${policyName}`, { kind: 'rate-limit', policyName }),
    one(`429 ${policyName} with Retry-After`, { kind: 'rate-limit', policyName, retryAfter: 3 }),
  ]),
  one('423', { kind: 'locked' }),
  one('477 for a minute', { kind: 'migration', retryAfterSeconds: 60 }),
  one('477 for a day', { kind: 'migration', retryAfterSeconds: 86_400 }),
  ...SERVER_ERRORS.map((status) => one(String(status), { kind: 'status', status })),
  { name: 'refused connection', faults: [], refuses: true },
  one('reset connection', { kind: 'drop' }),
  one('half-open connection', { kind: 'half-open' }, { isSlow: true }),
  one('answer later than the time-out', { kind: 'slow', ms: 200 }, { isSlow: true }),
  one('answer that stalls in the middle', { kind: 'stall' }, { isSlow: true }),
  one('cut JSON', { kind: 'cut' }),
  one('not JSON', { kind: 'not-json' }),
  one('JSON of another shape', batch(200, { hello: ['world'] }), { of: (call) => !isWrite(call) }),
  one('answer lost after the work was done', { kind: 'lost' }),
  one('200 with errors inside', batch(200, withErrors), { of: isBatch }),
  one('207 with errors inside', batch(207, withErrors), { of: isBatch }),
  one('fewer results than inputs', batch(200, { status: 'COMPLETE', results: [] }), {
    of: isWrite,
  }),
  ...['CANCELED', 'PENDING', 'PROCESSING'].map((status) =>
    one(status, batch(200, { status, results: [] }), { of: isWrite }),
  ),
  one('401', { kind: 'status', status: 401 }),
  one('403 with the missing scopes', batch(403, scopesBody({ requiredGranularScopes: ['a.b'] }))),
  one('403 without the missing scopes', batch(403, scopesBody({}))),
  one('revoked grant', { kind: 'oauth', status: 'BAD_REFRESH_TOKEN' }, { of: isOauth }),
  one('wrong client secret', { kind: 'oauth', status: 'BAD_CLIENT_SECRET' }, { of: isOauth }),
  ...(['BAD_REFRESH_TOKEN', 'BAD_HUB', 'BAD_CLIENT_SECRET'] as const).map((status): Failure => ({
    name: `401, and ${status} at the refresh`,
    of: (call) => !isOauth(call),
    faults: [
      { fault: { kind: 'status', status: 401 } },
      { fault: { kind: 'oauth', status }, path: TOKEN },
    ],
  })),
];

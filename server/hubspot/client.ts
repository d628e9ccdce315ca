// Calls to HubSpot on behalf of a portal: token, pace, time-out, retry by kind of failure, typed
// answer. A write whose answer was lost is never repeated here; who sent it reads back first.
import pLimit, { type LimitFunction } from 'p-limit';
import * as v from 'valibot';
import { failed, success, type Result } from '#domain/result.ts';
import { inTime, type Clock } from '../clock.ts';
import type { PortalId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { Secret } from '../secret.ts';
import type { AccessToken, Tokens } from './access.ts';
import { classify, type Unanswered } from './classify.ts';
import { toHubSpotError } from './error-body.ts';
import { retryAfterMs, surelyNotExecuted, type HubSpotFailure } from './failure.ts';
import type { HttpAnswer, NoAnswer, SendHttp } from './http.ts';
import type { Budget, Lane, Pace } from './pace.ts';

export interface Call<Answer> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** Decodes the body of a 2xx answer. */
  readonly answer: v.GenericSchema<unknown, Answer>;
  readonly patience: Patience;
  /** Whether HubSpot's specification declares the call exempt from the ten-second window. */
  readonly budget?: Budget;
  /** A POST that changes nothing may be repeated like a GET. */
  readonly readOnly?: true;
  readonly isWanted?: IsWanted;
}

/**
 * Looked at before each sending, the repeated ones too: what is not wanted any more is not sent, and
 * fails like a call of a portal that left.
 */
export type IsWanted = () => Promise<boolean>;

/** Who waits for a call, and how long it may take in all: token, waits and repeats included. */
export interface Patience {
  readonly lane: Lane;
  readonly totalMs: number;
  readonly attemptMs: number;
}

/** A person waits, and hubspot.fetch gives up after 15 s by default. */
export const INTERACTIVE: Patience = { lane: 'person', totalMs: 11_000, attemptMs: 8_000 };
/** A plan that is made or applied as a job may wait out several full rate windows. */
export const PATIENT: Patience = { lane: 'plan', totalMs: 60_000, attemptMs: 30_000 };
/** Nobody waits for it; those who do go first. */
export const BACKGROUND: Patience = { ...PATIENT, lane: 'background' };

export interface Answered<Answer> {
  readonly httpStatus: number;
  readonly correlationId: string | null;
  readonly body: Answer;
}

export interface HubSpotClient {
  call<Answer>(
    portal: PortalId,
    call: Call<Answer>,
  ): Promise<Result<Answered<Answer>, HubSpotFailure>>;
}

/** Bounded, so that a failing HubSpot is not stormed. */
const MAX_ATTEMPTS = 4;

/**
 * Calls under way at once, of all portals. More would share one line and one processor until none of
 * them is answered in time; HubSpot takes about 200 ms a call, so this is a thousand calls a second.
 */
const MOST_UNDER_WAY = 200;
/** When to come back where a call's time was over before its turn came. */
const BUSY_MS = 1_000;

export interface ClientParts {
  readonly send: SendHttp;
  readonly baseUrl: string;
  readonly tokens: Tokens;
  readonly pace: Pace;
  readonly clock: Clock;
  readonly log: Log;
}

/** The one client that all HubSpot calls but OAuth go through. */
export function createHubSpotClient(parts: ClientParts): HubSpotClient {
  const turns = pLimit(MOST_UNDER_WAY);
  return {
    async call(portal, call) {
      const deadline = parts.clock.now() + call.patience.totalMs;
      let refusedVersion: number | null = null;
      for (let attempt = 1; ; attempt += 1) {
        const token = await tokenInTime(parts, portal, refusedVersion, deadline);
        if (!token.ok) return token;
        const exchange = await exchangeOnce(
          parts,
          turns,
          portal,
          call,
          token.value.token,
          deadline,
        );
        if (exchange.ok) return decode(call, exchange.value);
        const waitMs = waitBeforeRepeat(exchange.failure, call, refusedVersion !== null);
        const outOfTime = parts.clock.now() + (waitMs ?? 0) > deadline;
        if (waitMs === null || outOfTime || attempt >= MAX_ATTEMPTS)
          return giveUp(exchange.failure);
        refusedVersion = exchange.failure.code === 'unauthorized' ? token.value.version : null;
        await parts.clock.sleep(waitMs);
      }
    },
  };
}

/**
 * The token, unless it comes after the deadline: then nothing is sent. Getting it goes on, for whoever
 * asks next: a refresh that is given up in the middle would lose the grant.
 */
async function tokenInTime(
  { tokens, clock }: ClientParts,
  portal: PortalId,
  refusedVersion: number | null,
  deadline: number,
): Promise<Result<AccessToken, HubSpotFailure>> {
  const tooLate = failed({ code: 'unavailable', retryAfterMs: BUSY_MS, hubspot: null } as const);
  const asked = tokens.accessToken(portal, refusedVersion);
  const token = await inTime(asked, Math.max(0, deadline - clock.now()), () => tooLate);
  return token.ok && clock.now() > deadline ? tooLate : token;
}

async function exchangeOnce(
  parts: ClientParts,
  turns: LimitFunction,
  portal: PortalId,
  call: Call<unknown>,
  token: Secret,
  deadline: number,
): Promise<Result<HttpAnswer, Unanswered>> {
  const budget = call.budget ?? 'counted';
  const { lane } = call.patience;
  const place = await parts.pace.take(portal, { deadline, budget, lane });
  if (!place.ok) return failed(comeBackAfter(place.failure.retryAfterMs));
  const answer = await turns(async () =>
    (await call.isWanted?.()) === false ? 'unwanted' : sendInTime(parts, call, token, deadline),
  );
  if (answer === 'unwanted') return failed({ code: 'disconnected', hubspot: null });
  if (answer === null) return failed(comeBackAfter(BUSY_MS));
  const { sent, startedAt } = answer;
  const exchange = classify(sent);
  // Only an answer to the call itself says whether it is exempt; a proxy's error has no headers.
  const learned = exchange.ok ? budget : 'counted';
  if (sent.ok) await parts.pace.observe(portal, sent.value.headers, learned);
  if (!exchange.ok && exchange.failure.code === 'rate_limited') {
    await parts.pace.hold(portal, exchange.failure.retryAfterMs);
  }
  logCall(parts, portal, call, sent, exchange, startedAt);
  return exchange;
}

const comeBackAfter = (retryAfterMs: number) =>
  ({ code: 'rate_limited', retryAfterMs, hubspot: null }) as const;

/** The time-out begins with the sending. null: the time is over, and nothing was sent. */
async function sendInTime(
  parts: ClientParts,
  call: Call<unknown>,
  token: Secret,
  deadline: number,
): Promise<{ readonly sent: Awaited<ReturnType<SendHttp>>; readonly startedAt: number } | null> {
  const startedAt = parts.clock.now();
  if (startedAt > deadline) return null;
  const sent = await parts.send({
    method: call.method,
    url: `${parts.baseUrl}${call.path}`,
    headers: {
      authorization: `Bearer ${token.reveal()}`,
      accept: 'application/json',
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: call.body === undefined ? null : JSON.stringify(call.body),
    timeoutMs: Math.max(1, Math.min(call.patience.attemptMs, deadline - startedAt)),
  });
  return { sent, startedAt };
}

function logCall(
  parts: ClientParts,
  portal: PortalId,
  call: Call<unknown>,
  sent: Result<HttpAnswer, NoAnswer>,
  exchange: Result<HttpAnswer, Unanswered>,
  startedAt: number,
): void {
  parts.log.info({
    event: 'hubspot_call',
    portal,
    method: call.method,
    path: call.path.split('?')[0],
    status: sent.ok ? sent.value.status : sent.failure.reason,
    failure: exchange.ok ? null : exchange.failure.code,
    correlationId: sent.ok ? sent.value.correlationId : null,
    milliseconds: parts.clock.now() - startedAt,
  });
}

/** Milliseconds before the same call may be sent again, or null where it must not be. */
function waitBeforeRepeat(
  failure: Unanswered,
  call: Call<unknown>,
  after401: boolean,
): number | null {
  if (failure.code === 'unauthorized') return after401 ? null : 0;
  // What is deleted twice is deleted.
  const changes = call.method === 'POST' && call.readOnly !== true;
  if (changes && !surelyNotExecuted(failure)) return null;
  const waitMs = retryAfterMs(failure);
  // Up to a fifth more, so that waiting callers do not all return at once.
  return waitMs === null ? null : Math.ceil(waitMs * (1 + Math.random() / 5));
}

/** A 401 in spite of a fresh token means that HubSpot no longer knows the grant. */
function giveUp(failure: Unanswered): { readonly ok: false; readonly failure: HubSpotFailure } {
  if (failure.code !== 'unauthorized') return failed(failure);
  const { body, status, correlationId } = failure.answer;
  return failed({ code: 'disconnected', hubspot: toHubSpotError(body, status, correlationId) });
}

function decode<Answer>(
  call: Call<Answer>,
  answer: HttpAnswer,
): Result<Answered<Answer>, HubSpotFailure> {
  // Only whether it fits is asked: of a large answer that does not, each row would be a mistake.
  const parsed = v.safeParse(call.answer, answer.body, { abortEarly: true });
  if (!parsed.success) {
    const hubspot = toHubSpotError(null, answer.status, answer.correlationId);
    return failed({ code: 'unavailable', retryAfterMs: 2_000, hubspot });
  }
  return success({
    httpStatus: answer.status,
    correlationId: answer.correlationId,
    body: parsed.output,
  });
}

// Between the server and HubSpot: refuses connections, gives up on slow answers at once instead of
// after half a minute, and remembers every secret that passes.
import { sendHttp, type HttpRequest, type SendHttp } from '../../../server/hubspot/http.ts';
import type { FastClock } from './fast-clock.ts';

export interface Strike {
  readonly method: string;
  readonly path: RegExp;
  /** So many calls that match are let through first. */
  readonly skip: number;
  readonly times: number;
}

export interface Wire {
  readonly send: SendHttp;
  /** Connections for these calls are refused. */
  refuse(strike: Strike): void;
  /** How long these calls really wait, in place of their own time-out. */
  hurry(strike: Pick<Strike, 'method' | 'path'>): void;
  /** How many calls were refused or given up since the last `mend`. */
  struck(): number;
  mend(): void;
  readonly secrets: ReadonlySet<string>;
}

/** Nobody listens there. */
const CLOSED = 'http://127.0.0.1:9';
/** Far longer than a healthy answer from the same process takes. */
const HURRIED_MS = 100;

/** The real thing in between, with these additions. */
export function wire(clock: FastClock): Wire {
  const secrets = new Set<string>();
  const state = {
    refuse: null as { strike: Strike; seen: number } | null,
    hurried: null as Pick<Strike, 'method' | 'path'> | null,
    struck: 0,
  };
  const isRefused = (request: HttpRequest): boolean => {
    if (!state.refuse || !matches(state.refuse.strike, request)) return false;
    const { strike, seen } = state.refuse;
    state.refuse.seen += 1;
    return seen >= strike.skip && seen < strike.skip + strike.times;
  };
  return {
    secrets,
    async send(request) {
      secretsOf(request).forEach((secret) => secrets.add(secret));
      if (isRefused(request)) {
        state.struck += 1;
        return sendHttp({ ...request, url: `${CLOSED}${new URL(request.url).pathname}` });
      }
      const hurried = state.hurried !== null && matches(state.hurried, request);
      const timeoutMs = hurried ? Math.min(HURRIED_MS, request.timeoutMs) : request.timeoutMs;
      const answer = await sendHttp({ ...request, timeoutMs });
      if (answer.ok) tokensIn(answer.value.body).forEach((secret) => secrets.add(secret));
      else if (answer.failure.reason === 'timeout') {
        state.struck += 1;
        await clock.pass(request.timeoutMs - timeoutMs);
      }
      return answer;
    },
    refuse: (strike) => {
      state.refuse = { strike, seen: 0 };
    },
    hurry: (strike) => {
      state.hurried = strike;
    },
    struck: () => state.struck,
    mend: () => {
      Object.assign(state, { refuse: null, hurried: null, struck: 0 });
    },
  };
}

const matches = ({ method, path }: Pick<Strike, 'method' | 'path'>, request: HttpRequest) =>
  method === request.method && path.test(new URL(request.url).pathname);

const SECRET_FIELDS = ['code', 'refresh_token', 'token', 'client_secret'];

function secretsOf({ headers, body }: HttpRequest): readonly string[] {
  const bearer = /^Bearer (.+)$/.exec(headers['authorization'] ?? '')?.[1];
  const isForm = headers['content-type'] === 'application/x-www-form-urlencoded';
  const form = new URLSearchParams(isForm ? (body ?? '') : '');
  return [bearer, ...SECRET_FIELDS.map((name) => form.get(name))].filter((one) => one != null);
}

function tokensIn(body: unknown): readonly string[] {
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body)
    .filter(([name]) => name === 'access_token' || name === 'refresh_token')
    .map(([, value]) => String(value));
}

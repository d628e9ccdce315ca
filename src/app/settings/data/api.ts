// One request to Atmost's server: built from the shared routes, sent through HubSpot, decoded.
import { hubspot } from '@hubspot/ui-extensions';
import * as v from 'valibot';
import { failed, success, type Result } from '../domain/result.ts';
import { errorBodySchema, routes, type AnswerOf, type RouteName } from '../domain/wire.ts';
import { BACKEND_URL } from './backend.ts';
import { readJson, unwrap, type Answered } from './envelope.ts';
import type { ApiFailure } from './failure.ts';
import { takeTurns } from './turns.ts';

/** What HubSpot's older documentation calls the most; the server keeps every answer below it. */
const TIMEOUT_MS = 15_000;

const TOO_MANY_REQUESTS = 429;

/** Half of what HubSpot takes, so that another tab of the same portal gets through too. */
const inTurn = takeTurns(10);

export interface CallInput {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** Calls a route. Never throws: whatever goes wrong comes back as a failure. */
export async function callRoute<Name extends RouteName>(
  name: Name,
  input: CallInput = {},
): Promise<Result<AnswerOf<Name>, ApiFailure>> {
  const answered = await send(name, input);
  if (answered === null) return failed({ kind: 'lost' });
  const { httpStatus, body } = answered;
  const refusal = v.safeParse(errorBodySchema, body);
  if (refusal.success) return failed({ kind: 'answered', error: refusal.output.error });
  if (httpStatus === TOO_MANY_REQUESTS) return failed({ kind: 'crowded' });
  const read = v.safeParse(routes[name].answer, body, { abortEarly: true });
  if (httpStatus < 200 || httpStatus > 299 || !read.success) {
    return failed({ kind: 'unexpected', httpStatus });
  }
  return success(read.output);
}

/** The answer with HubSpot's wrapping taken off, or null where none arrived. */
async function send(name: RouteName, input: CallInput): Promise<Answered | null> {
  const { path = {}, query = {}, body } = input;
  const address = BACKEND_URL + fillPath(routes[name].path, path) + queryText(query);
  try {
    const response = await inTurn(() =>
      hubspot.fetch(address, {
        method: routes[name].method,
        timeout: TIMEOUT_MS,
        ...(body === undefined ? {} : { body: { ...body } }),
      }),
    );
    return unwrap(response.status, readJson(await response.text()));
  } catch {
    return null;
  }
}

function fillPath(path: string, values: Readonly<Record<string, string>>): string {
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
}

/** Empty values are left out. Spaces as %20: a "+" might be signed as one thing and read as another. */
function queryText(values: Readonly<Record<string, string>>): string {
  const given = Object.entries(values).filter(([, text]) => text !== '');
  const pairs = given.map(([name, text]) => `${name}=${encodeURIComponent(text.toWellFormed())}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

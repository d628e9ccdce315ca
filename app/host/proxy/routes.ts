// The two routes of the signing proxy: the call itself and its test modes.
import { json, Router, type ErrorRequestHandler, type Request } from 'express';
import * as v from 'valibot';
import { noArray } from '../../no-array.ts';
import { problemsIn } from '../../problems.ts';
import { integer } from '../../whole-numbers.ts';
import type { FetchAnswer } from '../fetch-wire.ts';
import { hostPaths, type Session } from '../page-data.ts';
import { bodyTooLarge, notACall } from './checked-call.ts';
import { forward, type ProxyOptions } from './forward.ts';
import { refusal } from './refusal.ts';
import { defaultProxySettings, proxySettingsSchema, type ProxySettings } from './settings.ts';
import { createSlots, mostAtOnce } from './slots.ts';

export interface ProxyRoutes {
  readonly router: Router;
  settings(): ProxySettings;
}

/** What Express's body parser throws. */
const bodyProblem = v.looseObject({
  type: v.string(),
  status: integer,
  message: v.string(),
});

const changesSchema = noArray(v.partial(proxySettingsSchema));

/** Room for a body of 1 MB and more, so that our own rule refuses it and not the parser. */
const postLimit = '4mb';

/** Who calls is asked of `session`; the extension cannot name another portal or user. */
export function proxyRoutes(
  options: ProxyOptions,
  session: (request: Request) => Session,
  changes: Partial<ProxySettings> = {},
): ProxyRoutes {
  const router = Router();
  const slots = createSlots();
  let settings: ProxySettings = { ...defaultProxySettings, ...changes };

  router.post(hostPaths.fetch, json({ limit: postLimit }), async (request, response) => {
    const caller = session(request);
    const giveBack = slots.take(caller.portalId);
    if (giveBack === undefined) {
      const message = `More than ${mostAtOnce} calls at once for this app and account.`;
      response.json(refusal('RATE_LIMITS', message));
      return;
    }
    try {
      response.json(await forward(options, settings, caller, request.body));
    } finally {
      giveBack();
    }
  });

  router.use(hostPaths.fetch, refuseWhatFailed);

  router.get(hostPaths.settings, (_request, response) => {
    response.json(settings);
  });

  router.put(hostPaths.settings, json(), (request, response) => {
    const parsed = v.safeParse(changesSchema, request.body);
    if (!parsed.success) {
      response.status(400).json({ message: problemsIn(parsed.issues) });
      return;
    }
    settings = v.parse(proxySettingsSchema, { ...settings, ...parsed.output });
    response.json(settings);
  });

  router.use(hostPaths.settings, unreadableSettings);

  return { router, settings: () => settings };
}

/** The page hears a refusal in every case, never Express's own page with paths of this machine. */
const refuseWhatFailed: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) next(error);
  else response.json(refusalOf(error));
};

function refusalOf(error: unknown): FetchAnswer {
  const thrown = v.safeParse(bodyProblem, error);
  if (thrown.success) {
    const isTooLarge = thrown.output.type === 'entity.too.large';
    return refusal('VALIDATION_ERROR', isTooLarge ? bodyTooLarge : notACall);
  }
  const reason = error instanceof Error ? error.message : String(error);
  return refusal('BAD_GATEWAY', `The proxy failed: ${reason}`);
}

const unreadableSettings: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  const thrown = v.safeParse(bodyProblem, error);
  if (thrown.success)
    response.status(thrown.output.status).json({ message: thrown.output.message });
  else next(error);
};

// The two routes of the signing proxy: the call itself and its test modes.
import { json, Router, type Request } from 'express';
import { hostPaths, type Session } from '../page-data.ts';
import { forward, type ProxyOptions } from './forward.ts';
import { refusal } from './refusal.ts';
import { defaultProxySettings, proxySettingsSchema, type ProxySettings } from './settings.ts';
import { createSlots, mostAtOnce } from './slots.ts';

export interface ProxyRoutes {
  readonly router: Router;
  settings(): ProxySettings;
}

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

  router.get(hostPaths.settings, (_request, response) => {
    response.json(settings);
  });

  router.put(hostPaths.settings, json(), (request, response) => {
    const parsed = proxySettingsSchema.partial().safeParse(request.body);
    if (!parsed.success) {
      response.status(400).json({ message: parsed.error.message });
      return;
    }
    settings = proxySettingsSchema.parse({ ...settings, ...parsed.data });
    response.json(settings);
  });

  return { router, settings: () => settings };
}

// Every route, every job and every way in which HubSpot repeats what it was asked; afterwards whatever
// the server said or kept is searched for what it must not: tokens, secrets, codes, e-mail addresses.
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { routes, type RouteName } from '#domain/wire.ts';
import { success } from '#domain/result.ts';
import {
  sendHttp,
  type HttpAnswer,
  type HttpRequest,
  type SendHttp,
} from '../../server/hubspot/http.ts';
import type { Database } from '../../server/storage/database.ts';
import { change, CONSULTANT, setInHubSpot, UNLABELLED } from '../flows/direction.ts';
import { CLIENT_SECRET } from '../flows/emulator.ts';
import { signRequest } from '../flows/hubspot-request.ts';
import { openPage, startInstall } from '../flows/install-walk.ts';
import { fillProduction, samples, untilRead, type Ids } from '../flows/route-samples.ts';
import { PRODUCTION, SANDBOX, startWorld, type Who, type World } from '../flows/world.ts';
import { createEmptyPostgres, type EmptyPostgres } from '../stores.ts';
import { sendRaw } from './raw-request.ts';
import { formsOf, foundIn } from './secret-forms.ts';
import { filesOf, rowsOf, type Kept } from './store-dump.ts';

const KEY = randomBytes(32);
const TOKEN_PATH = '/oauth/2026-03/token';
const names = Object.keys(routes) as RouteName[];

/** What is searched for, by what it is. */
type Planted = Map<string, string>;

/** Where a secret belongs: to whoever asks for it. Nowhere else. */
const BELONGS: readonly (readonly [RegExp, RegExp])[] = [
  [/^one-time code/, /^answer of (makeCode|setupCodes|withdrawCode)$/],
  [/^CSV link/, /^answer of csvLink$/],
  [/^(state|browser secret)/, /^headers of GET \/install$/],
];

test('each form of a secret is found, and nothing where there is none', () => {
  const secret = 'a secret/with+signs that is longer than a part';
  const forms = formsOf(secret);
  const encodings: readonly (readonly [string, (text: string) => string])[] = [
    ['plainly', (text) => `x ${text} y`],
    ['in base64', (text) => Buffer.from(`1 ${text} 2`).toString('base64')],
    ['in base64', (text) => Buffer.from(text).toString('base64')],
    ['in base64', (text) => Buffer.from(`(${text})`).toString('base64')],
    ['URL-encoded', (text) => `a=${encodeURIComponent(text)}&b`],
    ['in hex', (text) => Buffer.from(text).toString('hex')],
    ['plainly', (text) => text.slice(0, 30)],
    ['plainly', (text) => text.slice(-30)],
  ];
  for (const [written, encode] of encodings) {
    expect(foundIn(encode(secret), forms), encode(secret)).toBe(written);
    expect(foundIn(Buffer.from(encode(secret)), forms)).toBe(written);
    expect(foundIn(encode('none of it, though it is as long as that'), forms)).toBeNull();
  }
});

/** The next call to an address that holds `path` fails, and HubSpot repeats all that it was asked with. */
interface Repeat {
  readonly status: number;
  readonly path: string;
  readonly more: object;
}

interface Ear {
  readonly send: SendHttp;
  readonly repeatNext: (repeat: Repeat) => void;
  /** Whether the last one has struck. */
  readonly hasRepeated: () => boolean;
}

/** Sends as ever and remembers what it sends and gets as something to search for. */
function eavesdrop(planted: Planted): Ear {
  let repeat: Repeat | null = null;
  const note = (what: string, value: unknown): void => {
    if (typeof value !== 'string' || [...planted.values()].includes(value)) return;
    planted.set(`${what} ${String(planted.size)}`, value);
  };
  const send: SendHttp = async (request) => {
    const isGrant = request.url.includes('/oauth/');
    const form = new URLSearchParams(isGrant ? (request.body ?? '') : '');
    for (const name of ['code', 'refresh_token', 'token']) note(name, form.get(name));
    if (repeat !== null && request.url.includes(repeat.path)) {
      const answer = repeated(request, repeat);
      repeat = null;
      return success(answer);
    }
    const sent = await sendHttp(request);
    const body = sent.ok ? sent.value.body : null;
    if (isGrant && typeof body === 'object' && body !== null) {
      if ('access_token' in body) note('access token', body.access_token);
      if ('refresh_token' in body) note('refresh token', body.refresh_token);
    }
    return sent;
  };
  return {
    send,
    repeatNext: (next) => {
      repeat = next;
    },
    hasRepeated: () => repeat === null,
  };
}

/** The request in every field of an error, and who is not allowed. */
function repeated({ headers, body }: HttpRequest, { status, more }: Repeat): HttpAnswer {
  const people = `${PEOPLE[1] ?? ''} and ${encodeURIComponent(PEOPLE[0] ?? '')} are not allowed`;
  const echo = [JSON.stringify(headers), body, `client_secret=${CLIENT_SECRET}`, people].join(
    ' & ',
  );
  const detail = { message: echo, code: echo, in: echo, subCategory: echo };
  const correlationId = headers['authorization'] ?? body ?? '';
  return {
    status,
    correlationId,
    headers: new Headers({ 'x-hubspot-correlation-id': correlationId }),
    body: {
      ...{ status: 'error', category: echo, message: echo, subCategory: { text: echo } },
      ...{ correlationId, id: echo, context: { [echo]: [echo], a: echo }, links: { see: echo } },
      ...{ errors: [{ ...detail, context: { [echo]: [echo] } }], ...more },
    },
  };
}

const PEOPLE = ['ana+ops@northwind.example', 'ana@northwind.example', 'ben@northwind.example'];

const { missing } = inject('postgres');
const kinds = missing === null ? (['embedded', 'postgres'] as const) : (['embedded'] as const);

describe.each(kinds)('on the store %s', (kind) => {
  const planted: Planted = new Map();
  const ear = eavesdrop(planted);
  const kept: Kept[] = [];
  const said: Kept[] = [];
  const printed: string[] = [];
  const met = new Set<string>();
  let empty: EmptyPostgres | null = null;
  let world: World;

  beforeAll(async () => {
    for (const stream of [process.stdout, process.stderr]) {
      vi.spyOn(stream, 'write').mockImplementation((chunk) => {
        printed.push(String(chunk));
        return true;
      });
    }
    if (kind === 'postgres') empty = await createEmptyPostgres();
    const openStore = empty?.open.bind(empty);
    world = await startWorld('small', {
      send: ear.send,
      environment: { TOKEN_ENCRYPTION_KEY: KEY.toString('base64') },
      ...(openStore ? { openStore } : {}),
    });
    planted.set('client secret', CLIENT_SECRET);
    planted.set('encryption key', KEY.toString('base64'));
    for (const person of PEOPLE) planted.set(`e-mail address ${person}`, person);
    await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000 });
    await useEverything();
  }, 240_000);
  afterAll(async () => {
    vi.restoreAllMocks();
    await world.close();
    await empty?.drop();
  });

  const hear = (place: string, content: string): void => {
    said.push({ place, content });
  };

  async function ask(name: RouteName, who: Who, path: string, body?: unknown): Promise<string> {
    const { method } = routes[name];
    const text = body === undefined ? '' : JSON.stringify(body);
    const signing = { publicBaseUrl: world.url, clientSecret: CLIENT_SECRET, ...who };
    const { target, headers } = signRequest(signing, method, path, text);
    const answer = await sendRaw(world.url, method, target, headers, text);
    hear(`answer of ${name}`, answer.text);
    hear(`headers of ${name}`, JSON.stringify(answer.headers));
    met.add(`${name} ${answer.status === 200 ? 'well' : 'badly'}`);
    return answer.text;
  }

  async function install(who: Who): Promise<void> {
    const { authorizeUrl, cookie, cookieHeader, state } = await startInstall(world.url);
    hear('headers of GET /install', `${authorizeUrl} ${cookieHeader}`);
    planted.set(`state ${String(planted.size)}`, state);
    planted.set(`browser secret ${String(planted.size)}`, cookie.split('=')[1] ?? '');
    const page = await openPage(await world.hubspot.consent(authorizeUrl, who, 'connect'), cookie);
    hear('page of GET /oauth/callback', page.text);
    hear('headers of GET /oauth/callback', JSON.stringify([...page.headers]));
  }

  /** Does what calls HubSpot, whose answer repeats the request. */
  async function repeating(
    status: number,
    path: string,
    act: () => Promise<unknown>,
    more: object = {},
  ): Promise<void> {
    ear.repeatNext({ status, path, more });
    await act();
    expect(ear.hasRepeated(), `${String(status)} of ${path}`).toBe(true);
  }

  /** Leaving deletes much of this, so it is read before, too. */
  const keep = async (): Promise<void> => {
    kept.push(...(await rowsOf(world.database)));
  };

  async function everyRoute(ids: Ids): Promise<void> {
    for (const name of names) {
      for (const { path, body } of samples[name](ids)) await ask(name, PRODUCTION, path, body);
    }
    await untilRead(world);
  }

  async function codesAndLinks(): Promise<void> {
    const document = {
      version: 1,
      limits: [{ from: 'contact', to: 'company', labelText: 'Consultant', limit: 2 }],
    };
    const code = (answer: string): string => (JSON.parse(answer) as { code: string }).code;
    for (const fate of ['used', 'withdrawn', 'kept']) {
      const id = randomUUID();
      const made = code(await ask('makeCode', SANDBOX, `/api/setup-codes/${id}`, { document }));
      planted.set(`one-time code ${fate}`, made);
      planted.set(`one-time code ${fate}, without dashes`, made.replaceAll('-', ''));
      await ask('setupCodes', SANDBOX, '/api/setup-codes');
      const entry = { code: made, attemptId: randomUUID() };
      if (fate === 'used') await ask('enterCode', PRODUCTION, '/api/setup-code-entries', entry);
      if (fate === 'withdrawn') {
        await ask('withdrawCode', SANDBOX, `/api/setup-codes/${id}/withdraw`);
        await ask('enterCode', PRODUCTION, '/api/setup-code-entries', entry);
      }
      await ask('enterCode', SANDBOX, '/api/setup-code-entries', entry);
    }
    const latest = await world.get('latestScan', '/api/directions/0-1/0-2/scan');
    const [scan, type] = [latest.finished?.scanId ?? '', { category: 'USER_DEFINED', typeId: 279 }];
    const link = await ask('csvLink', PRODUCTION, `/api/scans/${scan}/csv-link`, {
      ...{ ...type, over: 1 },
    });
    const { url } = JSON.parse(link) as { url: string };
    planted.set('CSV link', url.split('/').at(-1) ?? '');
    hear('a list', (await openPage(url, '')).text);
    hear('a list that is not there', (await openPage(`${url}x`, '')).text);
  }

  async function failingCalls(): Promise<void> {
    const read = () => ask('direction', PRODUCTION, '/api/directions/0-1/0-2');
    for (const status of [400, 401, 403, 404, 409, 423, 429, 477, 500, 503]) {
      await repeating(status, '/labels', read, status === 429 ? { policyName: 'SECONDLY' } : {});
    }
    await repeating(403, '/users', () => ask('rights', PRODUCTION, '/api/rights'));
    for (const status of [400, 409, 207, 200]) {
      await setInHubSpot(world, UNLABELLED, null);
      await setInHubSpot(world, CONSULTANT, 3);
      const planId = randomUUID();
      await ask('makePlan', PRODUCTION, `/api/plans/${planId}`, {
        changes: [change(CONSULTANT, 2)],
      });
      const apply = async (): Promise<void> => {
        await ask('applyPlan', PRODUCTION, `/api/plans/${planId}/apply`, {});
        await world.untilDone(planId);
      };
      const nothingDone = { status: 'CANCELED', results: [], numErrors: 1 };
      await repeating(status, '/batch/update', apply, nothingDone);
      const { items } = await world.get('plan', `/api/plans/${planId}`);
      expect(JSON.stringify(items[0]?.outcome)).toContain('***');
      await ask('plan', PRODUCTION, `/api/plans/${planId}`);
      await ask('historyPlan', PRODUCTION, `/api/history/${planId}`);
      await ask('historyExport', PRODUCTION, '/api/history-export');
    }
  }

  async function failingGrants(): Promise<void> {
    const expire = () =>
      world.hubspot.admin('POST', '/tokens/expire', { portalId: PRODUCTION.portalId });
    const read = async (): Promise<void> => {
      await expire();
      await ask('direction', PRODUCTION, '/api/directions/0-1/0-2');
    };
    await read();
    await repeating(400, TOKEN_PATH, read, { status: 'BAD_CLIENT_SECRET' });
    await repeating(400, TOKEN_PATH, read, { error: 'server_error' });
    await repeating(500, TOKEN_PATH, read);
    await keep();
    await repeating(400, TOKEN_PATH, read, { status: 'BAD_REFRESH_TOKEN', error: 'invalid_grant' });
    for (const path of [TOKEN_PATH, '/introspect']) {
      for (const status of [400, 500]) await repeating(status, path, () => install(PRODUCTION));
    }
    await install(PRODUCTION);
  }

  async function useEverything(): Promise<void> {
    await install(PRODUCTION);
    await install(SANDBOX);
    const ids = await fillProduction(world);
    await world.makePlan([change(CONSULTANT, 1)], randomUUID());
    await everyRoute(ids);
    await codesAndLinks();
    await failingCalls();
    await failingGrants();
    await keep();
    const { connectedAt } = await world.get('session', '/api/session');
    await ask('disconnect', PRODUCTION, '/api/disconnect', {
      ...{ connectedAt, eraseNow: false, anyway: false },
    });
    for (const [name, body] of [
      ['/openapi.json', ''],
      ['/', ''],
      ['/nothing', ''],
      ['/oauth/callback?code=x&state=y', ''],
    ] as const) {
      hear(`page ${name}`, (await openPage(world.url + name, body)).text);
    }
    await keep();
    hear('metrics', await world.metrics.registry.metrics());
  }

  test('everything that could leak was done', () => {
    for (const name of names) expect([...met].join(), name).toContain(`${name} `);
    for (const name of ['makeCode', 'csvLink', 'enterCode', 'applyPlan', 'disconnect']) {
      expect(met).toContain(`${name} well`);
    }
    const what = [...planted.keys()].map((one) => one.replace(/ \S*\d+$/, ''));
    for (const one of ['access token', 'refresh token', 'code', 'state', 'browser secret']) {
      expect(what).toContain(one);
    }
    for (const [name, value] of planted) expect(value.length, name).toBeGreaterThan(9);
  });

  test('no answer, page or metric tells a secret but the one that was asked for', () => {
    expect(leaks(said)).toEqual([]);
  });

  test('no line of the log and nothing printed tells one', () => {
    expect(world.logLines.length).toBeGreaterThan(100);
    const lines = world.logLines.map((content) => ({ place: 'log', content }));
    expect(leaks([...lines, { place: 'printed', content: printed.join('') }])).toEqual([]);
  });

  test('no row of any table keeps one, jobs included', () => {
    const filled = kept.filter(({ content }) => content.length > 0).map(({ place }) => place);
    for (const table of ['pgboss.job', 'public.portals', 'public.plan_items']) {
      expect(filled.join()).toContain(table);
    }
    expect(leaks(kept)).toEqual([]);
  });

  if (kind === 'embedded') {
    test('no file of the store holds one', async () => {
      await checkpoint(world.database);
      const files = filesOf(world.dataDir);
      expect(files.length).toBeGreaterThan(100);
      // What is in the store is in these files.
      const all = Buffer.concat(files.map(({ content }) => Buffer.from(content)));
      expect(all.includes('Known to the production portal only')).toBe(true);
      expect(leaks([{ place: 'files', content: all }])).toEqual([]);
    });
  }

  /** What was found where it does not belong. */
  function leaks(places: readonly Kept[]): readonly string[] {
    return [...planted].flatMap(([what, secret]) => {
      const forms = formsOf(secret);
      return places.flatMap(({ place, content }) => {
        if (BELONGS.some(([kind, where]) => kind.test(what) && where.test(place))) return [];
        const written = foundIn(content, forms);
        return written === null ? [] : [`${what}, ${written}, in ${place}`];
      });
    });
  }
});

const checkpoint = async ({ sql }: Database): Promise<void> => {
  await sql.executeSql('checkpoint');
};

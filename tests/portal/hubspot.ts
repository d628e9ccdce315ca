// A portal for tests with a clock in hand, and the few calls that every test makes.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import * as v from 'valibot';
import { startPortal, type PortalOptions } from '../../app/portal/portal.ts';

export const production = 24_201_733;
export const sandbox = 24_305_108;
export const leasing = 8_640_022;
export const ana = 5101;
export const ben = 5102;
export const chiara = 5103;
export const clientId = 'test-client';
export const clientSecret = 'test-secret';
export const redirectUri = 'http://localhost:3000/oauth/callback';
/** 2026-11-23T12:00:00Z; the clock stands still until a test moves it. */
const startTime = Date.UTC(2026, 10, 23, 12);

export const requiredScopes = [
  'oauth',
  'crm.objects.contacts.read',
  'crm.objects.companies.read',
  'crm.objects.deals.read',
  'settings.users.read',
];
export const optionalScopes = ['tickets', 'crm.objects.custom.read', 'crm.schemas.custom.read'];

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The decoded JSON; undefined for an empty or other body. */
  readonly json: unknown;
}

export interface Sent {
  readonly token?: string;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const tokensSchema = v.looseObject({
  access_token: v.string(),
  refresh_token: v.string(),
  scopes: v.array(v.string()),
});
export type Tokens = v.InferOutput<typeof tokensSchema>;

export interface TestPortal {
  readonly url: string;
  readonly clock: { now: number };
  call(method: string, path: string, sent?: Sent): Promise<Reply>;
  /** An admin call below /_portal. */
  control(method: string, path: string, json?: unknown): Promise<Reply>;
  scenario(name: string, value: string): Promise<void>;
  fault(fault: object, match?: object, more?: object): Promise<void>;
  connect(query: Readonly<Record<string, string>>, portalId?: number): Promise<Reply>;
  install(portalId?: number): Promise<Tokens>;
  refresh(refreshToken: string): Promise<Reply>;
  close(): Promise<void>;
}

export type TestPortalOptions = Partial<Omit<PortalOptions, 'appHsmetaPath'>> & {
  readonly required?: readonly string[];
  readonly optional?: readonly string[];
  readonly redirects?: readonly string[];
};

/** Starts a portal that is stopped when the test ends. */
export async function testPortal(options: TestPortalOptions = {}): Promise<TestPortal> {
  const { required = requiredScopes, optional = optionalScopes, ...others } = options;
  const { redirects = [redirectUri], ...rest } = others;
  const clock = { now: startTime };
  const running = await startPortal({
    appHsmetaPath: writeAppFile(required, optional, redirects),
    appId: 77,
    clientId,
    clientSecret,
    now: () => clock.now,
    ...rest,
  });
  let open = true;
  const close = async (): Promise<void> => {
    if (open) await running.close();
    open = false;
  };
  onTestFinished(close);
  return { ...callsOf(running.url, { required, optional }), clock, close };
}

/** The parameters of a correct install link for `testPortal`'s app. */
export function installQuery(
  scopes = requiredScopes,
  optional = optionalScopes,
): Record<string, string> {
  return {
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: scopes.join(' '),
    optional_scope: optional.join(' '),
    state: 'state-1',
  };
}

/** A folder that is gone when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'portal-test-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

export const exchangeForm = (code: string): Record<string, string> => ({
  grant_type: 'authorization_code',
  code,
  redirect_uri: redirectUri,
  client_id: clientId,
  client_secret: clientSecret,
});

/** The tokens in a token answer; throws when it is a refusal. */
export function tokensIn(reply: Reply): Tokens {
  return v.parse(tokensSchema, reply.json);
}

/** The code in a redirect's address. */
export function codeIn(reply: Reply): string {
  return new URL(reply.headers.get('location') ?? '').searchParams.get('code') ?? '';
}

function writeAppFile(
  requiredScopesOfApp: readonly string[],
  optional: readonly string[],
  redirectUrls: readonly string[],
): string {
  const path = join(temporaryFolder(), 'app-hsmeta.json');
  const auth = {
    redirectUrls,
    requiredScopes: requiredScopesOfApp,
    optionalScopes: optional,
  };
  writeFileSync(path, JSON.stringify({ config: { name: 'Test app', auth } }));
  return path;
}

function callsOf(
  url: string,
  scopes: { readonly required: readonly string[]; readonly optional: readonly string[] },
): Omit<TestPortal, 'clock' | 'close'> {
  const call = (method: string, path: string, sent: Sent = {}): Promise<Reply> =>
    send(url + path, method, sent);
  const control = async (method: string, path: string, json?: unknown): Promise<Reply> =>
    await call(method, `/_portal${path}`, json === undefined ? {} : { json });
  const expectOk = async (reply: Promise<Reply>): Promise<Reply> => {
    const answer = await reply;
    if (answer.status >= 300) throw new TypeError(`${answer.status}: ${answer.text}`);
    return answer;
  };
  const connect: TestPortal['connect'] = async (query, portalId = production) => {
    const form = { ...query, portal_id: String(portalId), decision: 'connect' };
    return await call('POST', '/oauth/authorize', { form });
  };
  return {
    url,
    call,
    control,
    connect,
    scenario: async (name, value) => {
      await expectOk(control('PUT', `/scenarios/${name}`, { value }));
    },
    fault: async (fault, match = {}, more = {}) => {
      await expectOk(control('POST', '/faults', { fault, match, ...more }));
    },
    install: async (portalId = production) => {
      const query = installQuery([...scopes.required], [...scopes.optional]);
      const form = exchangeForm(codeIn(await connect(query, portalId)));
      const reply = await expectOk(call('POST', '/oauth/2026-03/token', { form }));
      return tokensIn(reply);
    },
    refresh: async (refreshToken) =>
      await call('POST', '/oauth/2026-03/token', {
        form: {
          grant_type: 'refresh_token',
          refresh_token: refreshToken,
          client_id: clientId,
          client_secret: clientSecret,
        },
      }),
  };
}

async function send(url: string, method: string, sent: Sent): Promise<Reply> {
  const body = bodyOf(sent);
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: {
      ...(sent.token === undefined ? {} : { authorization: `Bearer ${sent.token}` }),
      ...(sent.json === undefined ? {} : { 'content-type': 'application/json' }),
      ...sent.headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  const json: unknown = isJson && text !== '' ? JSON.parse(text) : undefined;
  return { status: response.status, headers: response.headers, text, json };
}

function bodyOf({ json, form, body }: Sent): string | URLSearchParams | undefined {
  if (form !== undefined) return new URLSearchParams(form);
  return json === undefined ? body : JSON.stringify(json);
}

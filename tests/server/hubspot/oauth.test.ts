// HubSpot's OAuth endpoints: nothing secret in an address, and every refusal told for what it is.
import { describe, expect, test } from 'vitest';
import { failed, success, type Result } from '#domain/result.ts';
import type { HttpAnswer, HttpRequest, NoAnswer } from '../../../server/hubspot/http.ts';
import { createOauthClient, TOKEN_REQUEST_TIMEOUT_MS } from '../../../server/hubspot/oauth.ts';
import { Secret } from '../../../server/secret.ts';

function client(exchange: Result<HttpAnswer, NoAnswer>) {
  const requests: HttpRequest[] = [];
  const oauth = createOauthClient({
    baseUrl: 'https://api.hubapi.com',
    clientId: 'client id',
    clientSecret: new Secret('s&c=t+'),
    redirectUri: 'https://atmost.example.com/oauth/callback',
    send(request) {
      requests.push(request);
      return Promise.resolve(exchange);
    },
  });
  return { oauth, requests };
}

const answer = (status: number, body: unknown): Result<HttpAnswer, NoAnswer> =>
  success({ status, body, headers: new Headers(), correlationId: 'corr-1' });

const granted = answer(200, {
  access_token: 'access',
  refresh_token: 'refresh',
  expires_in: 1_800,
  token_type: 'bearer',
  hub_id: 42,
});

const codeOf = async (given: Promise<Result<unknown, { code: string }>>): Promise<string> => {
  const result = await given;
  return result.ok ? 'ok' : result.failure.code;
};

describe('a token request', () => {
  test('is a form whose secrets stand in the body alone', async () => {
    const { oauth, requests } = client(granted);
    await oauth.exchangeCode('the code');
    await oauth.refresh(new Secret('old refresh'));
    expect(requests.map(({ url }) => url)).toEqual([
      'https://api.hubapi.com/oauth/2026-03/token',
      'https://api.hubapi.com/oauth/2026-03/token',
    ]);
    const forms = requests.map(({ body }) => Object.fromEntries(new URLSearchParams(body ?? '')));
    const app = { client_id: 'client id', client_secret: 's&c=t+' };
    expect(forms).toEqual([
      {
        grant_type: 'authorization_code',
        code: 'the code',
        redirect_uri: 'https://atmost.example.com/oauth/callback',
        ...app,
      },
      { grant_type: 'refresh_token', refresh_token: 'old refresh', ...app },
    ]);
    for (const { headers, timeoutMs } of requests) {
      expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
      expect(timeoutMs).toBe(TOKEN_REQUEST_TIMEOUT_MS);
    }
  });

  test('gives both tokens as secrets, and their lifetime in milliseconds', async () => {
    const grant = await client(granted).oauth.exchangeCode('code');
    if (!grant.ok) throw new Error(grant.failure.code);
    expect(grant.value.accessToken.reveal()).toBe('access');
    expect(grant.value.refreshToken.reveal()).toBe('refresh');
    expect(grant.value.expiresInMs).toBe(1_800_000);
    expect(JSON.stringify(grant)).not.toMatch(/"(access|refresh)"/);
  });

  test('takes no token for longer than a day', async () => {
    const forever = { access_token: 'a', refresh_token: 'r', expires_in: 1e300 };
    const grant = await client(answer(200, forever)).oauth.refresh(new Secret('r'));
    expect(grant.ok && grant.value.expiresInMs).toBe(86_400_000);
  });

  test.each([
    {},
    null,
    [],
    { access_token: 'a' },
    { access_token: '', refresh_token: 'r', expires_in: 1 },
  ])('that is answered with %j is not answered', async (body) => {
    expect(await codeOf(client(answer(200, body)).oauth.refresh(new Secret('r')))).toBe(
      'unavailable',
    );
  });
});

/** Status, body, what it means for a code, and what for a refresh. */
const refusals: [number, object, string, string][] = [
  [400, { error: 'invalid_grant', status: 'BAD_REFRESH_TOKEN' }, 'grant_refused', 'disconnected'],
  [400, { status: 'BAD_REFRESH_TOKEN', message: 'revoked' }, 'grant_refused', 'disconnected'],
  [400, { error: 'invalid_grant' }, 'grant_refused', 'disconnected'],
  [400, { status: 'BAD_AUTH_CODE' }, 'grant_refused', 'disconnected'],
  [403, { error: 'access_denied', status: 'BAD_HUB' }, 'grant_refused', 'disconnected'],
  [401, { status: 'BAD_HUB' }, 'grant_refused', 'disconnected'],
  [
    400,
    { error: 'invalid_client', status: 'BAD_CLIENT_SECRET' },
    'app_misconfigured',
    'app_misconfigured',
  ],
  [
    401,
    { error: 'invalid_client', status: 'BAD_CLIENT_ID' },
    'app_misconfigured',
    'app_misconfigured',
  ],
  [400, { status: 'BAD_REDIRECT_URI' }, 'app_misconfigured', 'app_misconfigured'],
  [404, {}, 'app_misconfigured', 'app_misconfigured'],
  [403, {}, 'app_misconfigured', 'app_misconfigured'],
  [429, {}, 'rate_limited', 'rate_limited'],
  [423, {}, 'locked', 'locked'],
  [477, {}, 'migrating', 'migrating'],
  [500, { error: 'invalid_grant' }, 'unavailable', 'unavailable'],
  [302, {}, 'unavailable', 'unavailable'],
];

describe('a refusal', () => {
  test.each(refusals)(
    'of %d %j means %s for a code, %s for a refresh',
    async (status, body, code, refresh) => {
      const { oauth } = client(answer(status, body));
      expect(await codeOf(oauth.exchangeCode('code'))).toBe(code);
      expect(await codeOf(oauth.refresh(new Secret('refresh')))).toBe(refresh);
    },
  );

  test('never disconnects where there was no answer', async () => {
    const { oauth } = client(failed({ reason: 'timeout' }));
    expect(await codeOf(oauth.refresh(new Secret('refresh')))).toBe('unavailable');
  });
});

describe('an introspection', () => {
  const introspect = (body: unknown) =>
    client(answer(200, body)).oauth.introspect(new Secret('access'));

  test('says whose token it is', async () => {
    const body = { active: true, hub_id: 42, user_id: 7, hub_domain: 'x.com', scopes: ['oauth'] };
    expect(await introspect(body)).toEqual(
      success({ portal: 42, user: 7, hubDomain: 'x.com', scopes: ['oauth'] }),
    );
  });

  test('need not name a user', async () => {
    const owner = await introspect({ active: true, hub_id: 42, user_id: null, scopes: [] });
    expect(owner).toEqual(success({ portal: 42, user: null, hubDomain: null, scopes: [] }));
  });

  test('of a dead token is a dead grant', async () => {
    expect(await codeOf(introspect({ active: false }))).toBe('disconnected');
  });

  test.each([{ active: true }, { active: true, hub_id: 0, scopes: [] }, { active: 'true' }, {}])(
    'that is answered with %j names nobody',
    async (body) => {
      expect(await codeOf(introspect(body))).toBe('unavailable');
    },
  );
});

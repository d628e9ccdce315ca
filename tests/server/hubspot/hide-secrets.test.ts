// What an answer repeats of its request: gone wherever it stands, and nothing else is.
import { expect, test } from 'vitest';
import { failed, success } from '#domain/result.ts';
import { hideSecrets } from '../../../server/hubspot/hide-secrets.ts';
import type { HttpAnswer, HttpRequest, SendHttp } from '../../../server/hubspot/http.ts';
import { Secret } from '../../../server/secret.ts';

const CLIENT = 'client/secret+of this app';
const TOKEN = 'CJ-access-token-0123456789';
const REFRESH = 'eu1-refresh-token-0123456789';

const call: HttpRequest = {
  ...{ method: 'GET', url: 'https://api.hubapi.com/x', body: null, timeoutMs: 1 },
  headers: { authorization: `Bearer ${TOKEN}` },
};
const grant = (form: Readonly<Record<string, string>>): HttpRequest => ({
  ...{ method: 'POST', url: 'https://api.hubapi.com/oauth', timeoutMs: 1 },
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(form).toString(),
});

/** What is seen of an answer. */
async function seen(request: HttpRequest, body: unknown, status = 400, correlation = 'id') {
  const answer = { status, headers: new Headers(), body, correlationId: correlation };
  const send: SendHttp = () => Promise.resolve(success(answer));
  const sent = await hideSecrets(send, new Secret(CLIENT))(request);
  return sent.ok ? sent.value : never();
}
function never(): HttpAnswer {
  throw new Error('answered');
}

test('a token is hidden in texts, names, lists and the correlation id, in 2xx too', async () => {
  const body = { message: `no ${TOKEN}!`, [TOKEN]: [{ a: [TOKEN, 1, null, true] }] };
  const answer = await seen(call, body, 207, `c ${TOKEN}`);
  expect(answer.body).toEqual({ message: 'no ***!', '***': [{ a: ['***', 1, null, true] }] });
  expect(answer.correlationId).toBe('c ***');
  const text = await seen(call, `just ${TOKEN}`);
  expect(text.body).toBe('just ***');
});

test('refresh token and code are hidden in a refusal, as they are and as a form writes them', async () => {
  const code = 'a code/with signs that are encoded';
  const form = { refresh_token: REFRESH, code };
  const echo = `${REFRESH} ${code} ${encodeURIComponent(code)}`;
  expect((await seen(grant(form), { error: echo })).body).toEqual({ error: '*** *** ***' });
});

test('the client secret is hidden in every answer but a grant', async () => {
  const echo = { message: `${CLIENT} ${encodeURIComponent(CLIENT)}` };
  expect((await seen(call, echo)).body).toEqual({ message: '*** ***' });
});

test('a grant keeps its tokens, though HubSpot may give the refresh token again', async () => {
  const body = { access_token: TOKEN, refresh_token: REFRESH };
  expect((await seen(grant({ refresh_token: REFRESH }), { ...body }, 200)).body).toEqual(body);
});

test('a made-up code of a few letters spoils no answer', async () => {
  const body = { status: 'BAD_AUTH_CODE', message: 'bad' };
  expect((await seen(grant({ code: 'A' }), { ...body })).body).toEqual(body);
});

test('a body of any depth is read, and __proto__ stays a name', async () => {
  const deep: unknown = JSON.parse(`${'['.repeat(50_000)}"${TOKEN}"${']'.repeat(50_000)}`);
  let inner = (await seen(call, deep)).body;
  while (Array.isArray(inner)) inner = inner[0] as unknown;
  expect(inner).toBe('***');
  const proto: unknown = JSON.parse(`{"__proto__":"${TOKEN}"}`);
  expect(JSON.stringify((await seen(call, proto)).body)).toBe('{"__proto__":"***"}');
});

test('what was no JSON keeps its status and loses the token', async () => {
  const failure = { reason: 'not_json', status: 502, headers: new Headers() } as const;
  const send: SendHttp = () => Promise.resolve(failed({ ...failure, correlationId: TOKEN }));
  const sent = await hideSecrets(send, new Secret(CLIENT))(call);
  expect(sent).toMatchObject({ ok: false, failure: { status: 502, correlationId: '***' } });
});

// HubSpot's documented limits for hubspot.fetch, each of them refused before or after the call.
import { expect, test } from 'vitest';
import { startProxyBench } from './proxy-bench.ts';
import { sendJson } from './recording-server.ts';

const requestUri = 'https://app.example.com/api/x';

test.each([
  ['another origin', 'https://other.example.com/api/x'],
  ['an origin that only begins alike', 'https://app.example.com.evil.example/api/x'],
  ['a path outside the permitted one', 'https://app.example.com/apiary'],
  ['a path that climbs out of the permitted one', 'https://app.example.com/api/../admin'],
  ['http', 'http://app.example.com/api/x'],
  ['localhost', 'http://localhost:3000/api/x'],
  ['a relative address', '/api/x'],
])('refuses %s and calls nobody', async (_what, address) => {
  const { backend, call } = await startProxyBench();
  const answer = await call({ requestUri: address });
  expect(answer.status).toBe(400);
  expect(JSON.parse(answer.body)).toMatchObject({ status: 'error', category: 'VALIDATION_ERROR' });
  expect(backend.received).toEqual([]);
});

test.each([
  ['a method that hubspot.fetch does not know', { method: 'TRACE' }],
  ['a timeout above 120 s', { timeout: 120_001 }],
  ['a timeout of nothing', { timeout: 0 }],
  ['a timeout below one millisecond', { timeout: 0.5 }],
  ['a timeout of half a millisecond more', { timeout: 500.5 }],
  ['an Authorization header with a line break', { headers: { authorization: 'a\nb: c' } }],
  ['an Authorization header beyond Latin-1', { headers: { authorization: '€' } }],
  ['a header of one’s own', { headers: { 'x-own': '1' } }],
  ['a list of headers', { headers: [] }],
  ['a body that is no object', { method: 'POST', body: [1, 2] }],
  ['a body above 1 MB', { method: 'POST', body: { text: 'x'.repeat(1_000_000) } }],
  ['a body far above 1 MB', { method: 'POST', body: { text: 'x'.repeat(5_000_000) } }],
])('refuses %s', async (_what, part) => {
  const { backend, call } = await startProxyBench();
  expect((await call({ requestUri, ...part })).status).toBe(400);
  expect(backend.received).toEqual([]);
});

test('passes an Authorization header and a body just under 1 MB', async () => {
  const { backend, call } = await startProxyBench();
  const body = { text: 'x'.repeat(999_000) };
  const headers = { authorization: 'Bearer me' };
  expect((await call({ requestUri, method: 'POST', body, headers })).status).toBe(200);
  expect(backend.received[0]?.headers.authorization).toBe('Bearer me');
  expect(backend.received[0]?.body).toBe(JSON.stringify(body));
});

test('refuses an answer above 1 MB', async () => {
  const { backend, call } = await startProxyBench();
  backend.answer = (_request, response) => response.end('x'.repeat(1_000_001));
  expect(await call({ requestUri })).toMatchObject({ status: 502 });
});

test('gives up at the timeout', async () => {
  const { backend, call } = await startProxyBench();
  backend.answer = () => undefined;
  const answer = await call({ requestUri, timeout: 500 });
  expect(answer.status).toBe(504);
  expect(backend.received).toHaveLength(1);
});

test('follows no redirect', async () => {
  const { backend, call } = await startProxyBench();
  backend.answer = (_request, response) =>
    response.writeHead(302, { location: `${backend.url}/elsewhere` }).end();
  expect((await call({ requestUri })).status).toBe(302);
  expect(backend.received).toHaveLength(1);
});

test('lets 20 calls run at once and answers 429 to the next until one has ended', async () => {
  const { backend, call } = await startProxyBench();
  const waiting: (() => void)[] = [];
  const allWait = new Promise<void>((resolve) => {
    backend.answer = (_request, response) => {
      waiting.push(() => {
        sendJson(response, 200, {});
      });
      if (waiting.length === 20) resolve();
    };
  });
  const running = Array.from({ length: 20 }, () => call({ requestUri }));
  await allWait;
  const refused = await call({ requestUri });
  expect(refused.status).toBe(429);
  expect(JSON.parse(refused.body)).toMatchObject({ category: 'RATE_LIMITS' });

  for (const finish of waiting) finish();
  const answers = await Promise.all(running);
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
  backend.answer = (_request, response) => {
    sendJson(response, 200, {});
  };
  expect((await call({ requestUri })).status).toBe(200);
});

test('what is no JSON is refused in the same words, and no path of this machine is told', async () => {
  const { backend, post } = await startProxyBench();
  for (const path of ['/_host/fetch', '/_host/settings']) {
    const answer = await post(path, '{');
    expect(answer.text).not.toMatch(/<html|node_modules/u);
    expect(JSON.parse(answer.text)).toMatchObject(
      path === '/_host/fetch' ? { status: 400 } : { message: expect.any(String) as string },
    );
  }
  expect(backend.received).toEqual([]);
});

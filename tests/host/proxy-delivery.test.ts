// How often a call arrives, and what the extension sees of a failure.
import { expect, test } from 'vitest';
import { startProxyBench } from './proxy-bench.ts';
import { sendJson, type Received } from './recording-server.ts';

const requestUri = 'https://app.example.com/api/x';
const post = { requestUri, method: 'POST', body: { plan: 'p1' } };

test('repeats a call once after a 5xx, byte for byte', async () => {
  const { backend, call } = await startProxyBench();
  backend.answer = (_request, response, number) => {
    sendJson(response, number === 1 ? 503 : 200, { number });
  };
  expect(await call(post)).toMatchObject({ status: 200, body: '{"number":2}' });
  expectSameBytes(backend.received, 2);
});

test('does not repeat it a second time', async () => {
  const { backend, call } = await startProxyBench();
  backend.answer = (_request, response) => {
    sendJson(response, 500, {});
  };
  expect((await call(post)).status).toBe(500);
  expect(backend.received).toHaveLength(2);
});

test('repeats a call once when the connection is lost', async () => {
  const { backend, call } = await startProxyBench();
  backend.answer = (_request, response) => response.destroy();
  expect((await call(post)).status).toBe(502);
  expect(backend.received).toHaveLength(2);
});

test('does not repeat a call that the server refused', async () => {
  const { backend, call } = await startProxyBench();
  backend.answer = (_request, response) => {
    sendJson(response, 409, {});
  };
  expect((await call(post)).status).toBe(409);
  expect(backend.received).toHaveLength(1);
});

test.each(['afterwards', 'at-once'] as const)(
  'delivers every POST twice when told to (%s)',
  async (deliverTwice) => {
    const { backend, call, set } = await startProxyBench();
    await set({ deliverTwice });
    expect((await call(post)).status).toBe(200);
    expectSameBytes(backend.received, 2);
    await call({ requestUri });
    expect(backend.received.filter(({ method }) => method === 'GET')).toHaveLength(1);
  },
);

// HubSpot repeats a call that failed, whatever its method ("fetching data").
test.each(['PUT', 'PATCH', 'DELETE'])('delivers every %s twice, too', async (method) => {
  const { backend, call, set } = await startProxyBench();
  await set({ deliverTwice: 'afterwards' });
  expect((await call({ requestUri, method, body: { pin: true } })).status).toBe(200);
  expectSameBytes(backend.received, 2);
});

test('gives the second answer when a POST was delivered twice', async () => {
  const { backend, call, set } = await startProxyBench();
  await set({ deliverTwice: 'afterwards' });
  backend.answer = (_request, response, number) => {
    sendJson(response, 200, { number });
  };
  expect((await call(post)).body).toBe('{"number":2}');
});

test('keeps an error status, or wraps it in a 200 as HubSpot’s development proxy does', async () => {
  const { backend, call, set } = await startProxyBench();
  backend.answer = (_request, response) => {
    sendJson(response, 401, { error: { code: 'unsigned' } });
  };
  expect(await call(post)).toMatchObject({ status: 401, body: '{"error":{"code":"unsigned"}}' });

  await set({ errorStatus: 'wrapped' });
  const wrapped = await call(post);
  expect(wrapped.status).toBe(200);
  expect(JSON.parse(wrapped.body)).toMatchObject({
    status: 'error',
    category: 'BAD_GATEWAY',
    message: 'Error returned from Request Uri',
    context: { appServerStatusCode: ['401'], httpMethod: ['POST'], portalId: ['4242'] },
    responseBody: { error: { code: 'unsigned' } },
  });
});

test('wraps a success as well where it wraps everything', async () => {
  const { backend, call, set } = await startProxyBench();
  await set({ errorStatus: 'all-wrapped' });
  const context = { httpMethod: ['POST'], portalId: ['4242'] };
  const success = await call(post);
  expect(success.status).toBe(200);
  expect(JSON.parse(success.body)).toMatchObject({
    status: 'success',
    context: { ...context, appServerStatusCode: ['200'] },
    responseBody: { ok: true },
  });
  backend.answer = (_request, response) => {
    sendJson(response, 503, { error: { code: 'internal' } });
  };
  expect(JSON.parse((await call(post)).body)).toMatchObject({
    status: 'error',
    context: { ...context, appServerStatusCode: ['503'] },
  });
});

test('leaves a success unwrapped where it wraps errors or nothing', async () => {
  const { call, set } = await startProxyBench();
  await set({ errorStatus: 'wrapped' });
  expect(await call(post)).toMatchObject({ status: 200, body: '{"ok":true}' });
});

test('refuses a mode it does not know and keeps the others', async () => {
  const { set } = await startProxyBench();
  expect((await set({ clockSkewMs: 5 })).body).toMatchObject({ clockSkewMs: 5, signAs: 'public' });
  expect((await set({ signAs: 'nobody' })).status).toBe(400);
  expect((await set({})).body).toMatchObject({ clockSkewMs: 5, signAs: 'public' });
});

function expectSameBytes(received: readonly Received[], count: number): void {
  expect(received).toHaveLength(count);
  const [first] = received;
  for (const request of received) {
    expect(request.target).toBe(first?.target);
    expect(request.body).toBe(first?.body);
    expect(request.headers).toEqual(first?.headers);
  }
}

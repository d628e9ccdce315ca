// One exchange over a real connection: every way in which an answer can fail to come.
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { sendHttp } from '../../../server/hubspot/http.ts';

const servers = new Set<Server>();

afterEach(() => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
  servers.clear();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.add(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('No address.');
  return `http://127.0.0.1:${String(address.port)}`;
}

const get = (url: string, timeoutMs = 5_000) =>
  sendHttp({ method: 'GET', url, headers: {}, body: null, timeoutMs });

/** The reason why there was no answer. */
async function reason(url: string, timeoutMs?: number): Promise<string> {
  const exchange = await get(url, timeoutMs);
  return exchange.ok ? `status ${String(exchange.value.status)}` : exchange.failure.reason;
}

test('an answer comes with its status, headers, JSON and correlation id', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(207, { 'x-hubspot-correlation-id': 'corr-1', 'retry-after': '3' });
    response.end('{"results":[]}');
  });
  const exchange = await get(url);
  if (!exchange.ok) throw new Error(exchange.failure.reason);
  expect(exchange.value).toMatchObject({
    status: 207,
    body: { results: [] },
    correlationId: 'corr-1',
  });
  expect(exchange.value.headers.get('retry-after')).toBe('3');
});

test('a request arrives as it was given', async () => {
  const url = await serve((request, response) => {
    request.setEncoding('utf8').on('data', (body: string) => {
      const { method, url: target, headers } = request;
      response.end(JSON.stringify({ method, target, body, authorization: headers.authorization }));
    });
  });
  const exchange = await sendHttp({
    method: 'POST',
    url: `${url}/x?y=%2B`,
    headers: { authorization: 'Bearer t' },
    body: '{"a":"ü"}',
    timeoutMs: 5_000,
  });
  expect(exchange).toMatchObject({
    ok: true,
    value: {
      body: { method: 'POST', target: '/x?y=%2B', body: '{"a":"ü"}', authorization: 'Bearer t' },
    },
  });
});

test('an empty body is null, whatever the status', async () => {
  const url = await serve((_request, response) => response.writeHead(204).end());
  expect(await get(url)).toMatchObject({ ok: true, value: { status: 204, body: null } });
});

test.each(['<html>Bad gateway</html>', '{"results":[', 'NaN'])(
  'the body %j is no JSON',
  async (body) => {
    const url = await serve((_request, response) => {
      response.writeHead(502, { 'x-hubspot-correlation-id': 'corr-2' }).end(body);
    });
    expect(await get(url)).toMatchObject({
      ok: false,
      failure: { reason: 'not_json', status: 502, correlationId: 'corr-2' },
    });
  },
);

test('a redirect is not followed, so that no token goes elsewhere', async () => {
  let elsewhere = 0;
  const url = await serve((request, response) => {
    if (request.url === '/elsewhere') elsewhere += 1;
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  expect(await reason(url)).toBe('status 307');
  expect(elsewhere).toBe(0);
});

test('a server that says nothing is timed out', async () => {
  const url = await serve(() => undefined);
  expect(await reason(url, 100)).toBe('timeout');
});

test('a server that stops in the middle of its body is timed out', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('{"results":');
  });
  expect(await reason(url, 200)).toBe('timeout');
});

test('a connection that breaks in the middle of the body is cut', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('{"results":', () => {
      response.destroy();
    });
  });
  expect(await reason(url)).toBe('cut');
});

test('a connection that breaks before the answer, or never was, is none', async () => {
  const url = await serve((request) => request.destroy());
  expect(await reason(url)).toBe('no_connection');
  expect(await reason('http://127.0.0.1:1')).toBe('no_connection');
});

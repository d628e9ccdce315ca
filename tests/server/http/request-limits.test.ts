// Too many requests are refused with the time to come back; one portal's never cost another's.
import { once } from 'node:events';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import express from 'express';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { createHttpServer } from '../../../server/http/http-server.ts';
import {
  createRequestLimits,
  PAGES_PER_ADDRESS,
  REFUSALS_PER_ADDRESS,
  REQUESTS_PER_PORTAL,
} from '../../../server/http/request-limits.ts';
import { portalIdSchema } from '../../../server/ids.ts';

const [busy, calm] = [v.parse(portalIdSchema, 42), v.parse(portalIdSchema, 43)];

test('a portal may send its share of a minute, then is told when to come back', async () => {
  const limits = createRequestLimits();
  for (let sent = 0; sent < REQUESTS_PER_PORTAL; sent += 1) {
    expect((await limits.takeForPortal(busy)).ok).toBe(true);
  }
  const refused = await limits.takeForPortal(busy);
  expect(refused).toMatchObject({ ok: false, failure: { code: 'rate_limited' } });
  if (!refused.ok) expect(refused.failure.retryAfterMs).toBeGreaterThan(0);
  expect((await limits.takeForPortal(calm)).ok).toBe(true);
});

test('strangers are counted by address, and never cost a portal anything', async () => {
  const limits = createRequestLimits();
  for (let sent = 0; sent < REFUSALS_PER_ADDRESS; sent += 1) {
    expect((await limits.takeForStranger('203.0.113.7')).ok).toBe(true);
  }
  expect((await limits.takeForStranger('203.0.113.7')).ok).toBe(false);
  expect((await limits.takeForStranger('203.0.113.8')).ok).toBe(true);
  expect((await limits.takeForPortal(busy)).ok).toBe(true);
});

test('pages are refused with 429, Retry-After and a sentence', async () => {
  const app = express()
    .use(createRequestLimits().pages)
    .get('/', (_request, response) => {
      response.send('page');
    });
  const http = createHttpServer(app).listen(0);
  const url = `http://127.0.0.1:${String((http.address() as AddressInfo).port)}/`;
  for (let sent = 0; sent < PAGES_PER_ADDRESS; sent += 1) {
    expect((await fetch(url)).status).toBe(200);
  }
  const refused = await fetch(url, { headers: { 'x-forwarded-for': '203.0.113.9' } });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await refused.text()).toContain('Wait a minute, then try again.');
  http.close();
  http.closeAllConnections();
});

test.each([
  ['headers', 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '],
  ['a body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nx'],
])('a sender that never ends its %s is disconnected', async (_what, text) => {
  const app = express()
    .use(express.raw({ type: () => true }))
    .get('/', () => undefined);
  const http = createHttpServer(app, { headersMs: 50, requestMs: 100, lookMs: 20 }).listen(0);
  const socket = connect((http.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.resume();
  socket.write(text);
  await once(socket, 'close');
  http.close();
  http.closeAllConnections();
});

test('without being told otherwise, 10 seconds for headers and 30 for all', () => {
  const http = createHttpServer(express());
  expect([http.headersTimeout, http.requestTimeout]).toEqual([10_000, 30_000]);
});

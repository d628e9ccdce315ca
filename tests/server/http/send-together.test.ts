// Answers that are sent together: each asker gets its own, and one that went away stops nobody's.
import { once } from 'node:events';
import { createServer, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sendTogether } from '../../../server/http/send-together.ts';

const ASKERS = 20;
let server = createServer();
let base = '';
/** Answers nobody before everybody has asked. */
let asked: { url: string; response: ServerResponse }[] = [];

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push({ url: request.url ?? '', response });
  });
  server.listen(0);
  await once(server, 'listening');
  base = `http://localhost:${String((server.address() as AddressInfo).port)}`;
});

afterEach(() => {
  vi.restoreAllMocks();
  server.closeAllConnections();
  server.close();
});

const everybodyAsked = () =>
  vi.waitFor(() => {
    expect(asked).toHaveLength(ASKERS);
  });
const bytesFor = (url: string) => Buffer.from(`bytes for ${url}`);
const urls = Array.from({ length: ASKERS }, (_, index) => `/${String(index)}`);

test('everybody gets the own bytes, one write right after the other', async () => {
  const answers = urls.map(async (url) => (await fetch(base + url)).text());
  await everybodyAsked();
  const ends = vi.spyOn(ServerResponse.prototype, 'end');
  for (const { url, response } of asked) sendTogether(response, bytesFor(url));
  expect(ends).not.toHaveBeenCalled();
  // Whoever looks first thing in the next turn finds all of them sent.
  await new Promise((resolve) => setImmediate(resolve));
  expect(ends).toHaveBeenCalledTimes(ASKERS);
  expect(await Promise.all(answers)).toEqual(urls.map((url) => `bytes for ${url}`));
});

test('whoever went away stops nobody', async () => {
  const gone = new AbortController();
  const [first, ...others] = urls;
  const cut = fetch(base + (first ?? ''), { signal: gone.signal }).catch(() => 'cut');
  const answers = others.map(async (url) => (await fetch(base + url)).text());
  await everybodyAsked();
  const left = asked.find(({ url }) => url === first);
  gone.abort();
  await vi.waitFor(() => {
    expect(left?.response.closed).toBe(true);
  });
  for (const { url, response } of asked) sendTogether(response, bytesFor(url));
  expect(await cut).toBe('cut');
  expect(await Promise.all(answers)).toEqual(others.map((url) => `bytes for ${url}`));
});

// The signing proxy between a test and a recording server.
import express from 'express';
import { afterEach } from 'vitest';
import * as v from 'valibot';
import type { Session } from '../../app/host/page-data.ts';
import type { FetchAnswer } from '../../app/host/fetch-wire.ts';
import { fetchAnswerSchema } from '../../app/host/fetch-wire.ts';
import { proxyRoutes } from '../../app/host/proxy/routes.ts';
import { startRecordingServer, type RecordingServer } from './recording-server.ts';

export const clientSecret = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';
export const now = 1_700_000_300_000;

export const session: Session = {
  portalId: 4242,
  hubDomain: 'bench.example',
  accountName: 'Bench',
  accountType: 'STANDARD',
  uiDomain: 'app.hubspot.com',
  timeZone: 'Europe/Berlin',
  installed: true,
  user: {
    id: 7,
    email: 'ana+test@bench.example',
    firstName: 'Ana',
    lastName: 'Bench',
    superAdmin: true,
    marketplaceAccess: false,
  },
};

export interface ProxyBench {
  readonly backend: RecordingServer;
  /** Posts to the proxy what the page would post. */
  readonly call: (posted: unknown) => Promise<FetchAnswer>;
  /** Sends a body as it is, JSON or not. */
  readonly post: (path: string, body: string) => Promise<{ status: number; text: string }>;
  readonly set: (settings: object) => Promise<{ status: number; body: unknown }>;
}

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** Closed by itself after the test. */
export async function startProxyBench(): Promise<ProxyBench> {
  const backend = await startRecordingServer();
  const proxy = {
    appId: 99,
    clientSecret,
    permittedFetch: ['https://app.example.com/api'],
    mapTo: { 'https://app.example.com': backend.url },
    now: () => now,
  };
  const app = express().use(proxyRoutes(proxy, () => session).router);
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  closers.push(
    backend.close,
    () =>
      new Promise((resolve) =>
        server.close(() => {
          resolve();
        }),
      ),
  );
  const address = v.parse(v.object({ port: v.number() }), server.address());
  const url = `http://127.0.0.1:${address.port}`;

  const send = async (method: string, path: string, body: unknown): Promise<Response> =>
    await fetch(url + path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return {
    backend,
    async call(posted) {
      const response = await send('POST', '/_host/fetch', posted);
      return v.parse(fetchAnswerSchema, await response.json());
    },
    async post(path, body) {
      const method = path.endsWith('settings') ? 'PUT' : 'POST';
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(url + path, { method, headers, body });
      return { status: response.status, text: await response.text() };
    },
    async set(settings) {
      const response = await send('PUT', '/_host/settings', settings);
      return { status: response.status, body: await response.json() };
    },
  };
}

// The portal as part of another server, as the local portal mounts it.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { createPortal } from '../../app/portal/portal.ts';
import { ben, clientId, clientSecret, production } from './hubspot.ts';

test('a mounted portal knows who is signed in, lets other routes answer, and can be reset', async () => {
  const portal = createPortal({
    appHsmetaPath: fileURLToPath(new URL('../../src/app/app-hsmeta.json', import.meta.url)),
    appId: 1,
    clientId,
    clientSecret,
  });
  const application = express();
  application.use(portal.router);
  application.get('/who', (request, response) => {
    response.json(portal.session(request));
  });
  const server = createServer(application).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const url = `http://127.0.0.1:${port}`;

  const signIn = await fetch(`${url}/_portal/session`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ portalId: production, userId: ben }),
  });
  const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const who = async (headers: Record<string, string>): Promise<unknown> =>
    await (await fetch(`${url}/who`, { headers })).json();
  expect(await who({ cookie })).toMatchObject({ user: { id: ben, superAdmin: false } });
  expect(await who({})).toMatchObject({ portalId: production, user: { superAdmin: true } });

  await fetch(`${url}/_portal/scenarios/batchFailure`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ value: 'cancel' }),
  });
  portal.reset();
  const state: unknown = await (await fetch(`${url}/_portal/state`)).json();
  expect(state).toMatchObject({ scenarios: { batchFailure: 'item' } });
  await portal.close();
});

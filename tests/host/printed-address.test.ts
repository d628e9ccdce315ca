// The local portal under another name than the printed one: pages move, calls are answered.
import { request } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startLocalPortal } from '../../app/local.ts';
import { createPortal } from '../../app/portal/portal.ts';
import { readProject } from '../../app/project.ts';

const HTML = 'text/html,application/xhtml+xml,*/*;q=0.8';

async function startBare() {
  const project = readProject(join(import.meta.dirname, '../..'));
  const credentials = { appId: 99, clientId: 'client', clientSecret: 'secret' };
  const portal = createPortal({ appHsmetaPath: project.appFile, ...credentials });
  // Nothing is built: where a request is sent does not depend on what a page shows.
  const dist = { extension: '/nowhere', bundleFile: 'none', page: '/nowhere', worker: '/nowhere' };
  const backendUrl = 'http://127.0.0.1:1';
  const local = await startLocalPortal({
    ...{ port: 0, backendUrl, portal, project, dist },
    ...credentials,
  });
  onTestFinished(() => local.close());
  const ask = (path: string, host: string, accept: string, method = 'GET') =>
    new Promise<{ status: number; location: string | undefined }>((resolve, reject) => {
      const sent = request(local.url + path, { method, headers: { host, accept } }, (answer) => {
        answer.resume();
        resolve({ status: answer.statusCode ?? 0, location: answer.headers.location });
      });
      sent.on('error', reject).end();
    });
  return { url: local.url, ask };
}

test('a page that is opened as localhost moves to the printed address, with path and query', async () => {
  const { url, ask } = await startBare();
  const { port, host: printed } = new URL(url);
  for (const path of ['/', '/settings/24201733/connected-apps?x=1', '/oauth/authorize?a=b%20c']) {
    for (const host of [`localhost:${port}`, `LOCALHOST:${port}`, `[::1]:${port}`, '127.0.0.1']) {
      expect(await ask(path, host, HTML)).toEqual({ status: 302, location: url + path });
    }
    expect((await ask(path, printed, HTML)).location).not.toBe(url + path);
  }
  const elsewhere = await ask('//evil.example/', `localhost:${port}`, HTML);
  expect(new URL(elsewhere.location ?? '').host).toBe(printed);
});

test('a call by another name is answered where it came', async () => {
  const { url, ask } = await startBare();
  const host = `localhost:${new URL(url).port}`;
  expect((await ask('/_portal/portals', host, 'application/json')).status).toBe(200);
  expect((await ask('/_portal/portals', host, '*/*')).status).toBe(200);
  expect((await ask('/_portal/reset', host, HTML, 'POST')).status).toBe(204);
});

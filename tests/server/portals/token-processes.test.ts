// Two servers as two real processes on one PostgreSQL: one refresh, whoever is first.
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { afterEach, expect, test } from 'vitest';
import { portalIdSchema } from '../../../server/ids.ts';
import { sealGrant } from '../../../server/portals/tokens.ts';
import { createPortals } from '../../../server/storage/portals.ts';
import { parseKeyRing } from '../../../server/storage/seal.ts';
import { onPostgres, type TestStore } from '../../stores.ts';
import { grantNumber } from './fake-oauth.ts';

const PROGRAM = fileURLToPath(new URL('token-process.ts', import.meta.url));
const KEY = Buffer.alloc(32, 1).toString('base64');
const PORTAL = v.parse(portalIdSchema, 42);

const children = new Set<ChildProcess>();
const servers = new Set<Server>();

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  for (const server of servers) server.close();
  children.clear();
  servers.clear();
});

interface TokenEndpoint {
  readonly url: string;
  readonly requests: string[];
}

/** HubSpot's token endpoint: slow enough for everybody to ask meanwhile, another token each time. */
async function startTokenEndpoint(): Promise<TokenEndpoint> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${String(request.method)} ${String(request.url)}`);
    request.resume();
    const answer = {
      access_token: `access-${String(requests.length)}`,
      refresh_token: 'refresh',
      expires_in: 1_800,
    };
    void sleep(300).then(() => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    });
  });
  servers.add(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('No address.');
  return { url: `http://127.0.0.1:${String(address.port)}`, requests };
}

/** Resolves once the process is ready; the returned function makes it ask. */
async function startKeeper(store: TestStore, hubspotUrl: string): Promise<() => Promise<string[]>> {
  const child = spawn(process.execPath, [PROGRAM, store.address, hubspotUrl, KEY, '42'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.add(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('ready');
  return async () => {
    child.stdin.write('go\n');
    const line = await lines.next();
    return v.parse(v.array(v.string()), JSON.parse(String(line.value)));
  };
}

onPostgres('two server processes', (store) => {
  test('that need a new token at the same moment ask HubSpot once', async () => {
    const keys = parseKeyRing(KEY);
    if (!keys.ok) throw new Error(keys.failure);
    const portals = createPortals(store().database.db);
    await portals.install(PORTAL, {
      ...sealGrant(keys.value, PORTAL, { ...grantNumber('old'), expiresInMs: 0 }, Date.now()),
      hubDomain: null,
      scopes: ['oauth'],
      installedBy: null,
      at: Date.now(),
    });
    const endpoint = await startTokenEndpoint();
    const keepers = await Promise.all([
      startKeeper(store(), endpoint.url),
      startKeeper(store(), endpoint.url),
    ]);
    const told = await Promise.all(keepers.map((ask) => ask()));
    expect(endpoint.requests).toEqual(['POST /oauth/2026-03/token']);
    expect(told.map((tokens) => new Set(tokens))).toEqual([
      new Set(['access-1']),
      new Set(['access-1']),
    ]);
    expect((await portals.find(PORTAL))?.tokenVersion).toBe(2);
  });
});

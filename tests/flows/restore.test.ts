// A store that is backed up in mid-work and restored into the other kind of store is the same store:
// there and back again, with the real server and the operator's commands as processes.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import * as v from 'valibot';
import { rowText } from '#domain/association.ts';
import { planViewSchema, type PlanView } from '#domain/wire.ts';
import { freePort } from '../../scripts/free-port.ts';
import { isReady, runServer, type ServerProcess } from '../../scripts/server-process.ts';
import { createEmptyPostgres, type EmptyPostgres } from '../stores.ts';
import { change, CONSULTANT, FROM, TO, UNLABELLED } from './direction.ts';
import { CLIENT_SECRET, startEmulator, type Emulator } from './emulator.ts';
import { sendSigned } from './hubspot-request.ts';
import { settingsBeside } from './server-settings.ts';
import { PRODUCTION } from './world.ts';

const run = promisify(execFile);

const document = {
  version: 1,
  limits: [
    {
      ...{ from: 'contact', to: 'company', label: 'consultant', labelText: 'Consultant' },
      ...{ category: 'USER_DEFINED', limit: 3 },
    },
  ],
};

let folder: string;
let log: number;
let hubspot: Emulator;
let url: string;
let settings: NodeJS.ProcessEnv;
let postgres: EmptyPostgres;
let server: ServerProcess;

async function start(store: NodeJS.ProcessEnv): Promise<void> {
  server = runServer({ ...settings, ...store }, log);
  if (!(await isReady(server, url))) {
    throw new Error(readFileSync(join(folder, 'server.log'), 'utf8').slice(-3_000));
  }
}

async function kill(): Promise<void> {
  server.kill('SIGKILL');
  await server.ended;
}

const operator = (store: NodeJS.ProcessEnv, command: string, file: string) =>
  run(process.execPath, ['server/operator.ts', command, '--file', file], {
    env: { ...settings, ...store },
  });

async function send(method: string, path: string, body?: object): Promise<unknown> {
  const signing = { publicBaseUrl: url, clientSecret: CLIENT_SECRET, ...PRODUCTION };
  const sent = body ? JSON.stringify(body) : '';
  const { text } = await sendSigned(url, signing, method, path, sent);
  return JSON.parse(text);
}

const ask = async (method: string, path: string, body?: object): Promise<PlanView> =>
  v.parse(planViewSchema, await send(method, path, body));

/** Plans these limits and has them applied, without waiting for the end. */
async function apply(consultant: number, unlabelled: number): Promise<string> {
  const planId = randomUUID();
  const changes = [
    change(CONSULTANT, consultant),
    change(UNLABELLED, unlabelled),
    change('USER_DEFINED:34', consultant),
  ];
  await ask('PUT', `/api/plans/${planId}`, { changes });
  await ask('POST', `/api/plans/${planId}/apply`, { note: `Up to ${String(consultant)}` });
  return planId;
}

async function ended(planId: string): Promise<void> {
  let plan = await ask('GET', `/api/plans/${planId}`);
  while (plan.state !== 'done') {
    await sleep(100);
    plan = await ask('GET', `/api/plans/${planId}`);
  }
  const held = await hubspot.limits(PRODUCTION.portalId, FROM, TO);
  for (const item of plan.items) {
    expect(['saved', 'unchanged']).toContain(item.outcome.kind);
    expect(held.get(rowText(item))).toBe(item.after);
  }
}

const historySchema = v.object({ entries: v.pipe(v.array(v.looseObject({})), v.minLength(2)) });

const withoutProgress = v.looseObject({
  latestPlan: v.pipe(
    v.looseObject({ total: v.literal(3) }),
    v.transform((plan) => ({ ...plan, state: 'under way', saved: 'some' })),
  ),
});

/** What people see of the store, whatever is under way and however far it went meanwhile. */
const seen = async () => ({
  session: v.parse(withoutProgress, await send('GET', '/api/session')),
  setups: await send('GET', '/api/setups'),
  codes: await send('GET', '/api/setup-codes'),
  // The newest entry is the plan under way.
  history: v.parse(historySchema, await send('GET', '/api/history')).entries.slice(1),
});

const { missing } = inject('postgres');
describe.skipIf(missing !== null)('a store restored from a backup', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'atmost-restore-'));
    log = openSync(join(folder, 'server.log'), 'a');
    const port = await freePort(0);
    url = `http://localhost:${String(port)}`;
    hubspot = await startEmulator(folder, url);
    postgres = await createEmptyPostgres();
    settings = {
      PORT: String(port),
      ...settingsBeside(hubspot.url, url),
    };
  });
  afterAll(async () => {
    await kill();
    await postgres.drop();
    await hubspot.close();
    closeSync(log);
    rmSync(folder, { recursive: true, force: true });
  });

  test('is the same store, of the other kind, and ends what was under way', async () => {
    const first = { DATA_DIR: join(folder, 'first') };
    await start(first);
    const started = await fetch(`${url}/install`, { redirect: 'manual' });
    const cookie = started.headers.get('set-cookie')?.split(';')[0] ?? '';
    const back = await hubspot.consent(
      started.headers.get('location') ?? '',
      PRODUCTION,
      'connect',
    );
    await fetch(back, { headers: { cookie } });
    const setup = { name: 'Kept', document };
    await send('PUT', `/api/setups/${randomUUID()}`, setup);
    await send('PUT', `/api/setup-codes/${randomUUID()}`, { document });
    await ended(await apply(4, 40));
    await hubspot.admin('PUT', '/settings', { latencyMs: 400 });
    const underWay = await apply(5, 50);
    const before = await seen();
    expect(before.setups).toMatchObject({ setups: [{ name: 'Kept' }] });
    expect(before.codes).toMatchObject({ codes: [{}] });
    await kill();

    const stopped = join(folder, 'embedded.jsonl');
    await operator(first, 'backup', stopped);
    expect(statSync(stopped).mode & 0o777).toBe(0o600);
    const second = { DATABASE_URL: postgres.address };
    await operator(second, 'restore', stopped);
    await expect(operator(second, 'restore', stopped)).rejects.toThrow('The store is not empty.');
    await start(second);
    expect(await seen()).toEqual(before);
    await ended(underWay);

    // PostgreSQL is backed up while its server runs.
    const running = join(folder, 'postgres.jsonl');
    const later = await apply(6, 60);
    await operator(second, 'backup', running);
    // HubSpot is further than the backup then.
    await ended(later);
    await kill();
    const third = { DATA_DIR: join(folder, 'third') };
    await operator(third, 'restore', running);
    await start(third);
    await ended(later);
    expect((await ask('GET', `/api/plans/${underWay}`)).state).toBe('done');
    await hubspot.admin('PUT', '/settings', { latencyMs: 0 });
    await ended(await apply(7, 70));
  }, 240_000);
});

// The embedded store’s disk: full in mid-apply and free again, and read-only from the start. The real
// server as a process, on a small file system of its own.
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runServer } from '../../scripts/server-process.ts';
import { seenFromOutside, whyNoMounts, withReadOnly, withSmallDisk } from '../mounts.ts';
import { openEmbeddedStore } from '../stores.ts';
import {
  beginPlan,
  expectStoreAway,
  expectTrueEnd,
  startOwnServer,
  until,
  writesSeen,
  type OwnServer,
} from './own-server.ts';

const missing = whyNoMounts();
const why = missing === null ? '' : ` (skipped, because ${missing})`;
let folder: string;
let dataDir: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'atmost-disk-'));
  dataDir = join(folder, 'data');
  mkdirSync(dataDir);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(missing !== null)(`a disk that fills up in mid-apply${why}`, () => {
  let server: OwnServer;
  beforeAll(async () => {
    server = await startOwnServer(folder, { DATA_DIR: dataDir }, withSmallDisk(dataDir, 256));
  });
  afterAll(() => server.close());

  test('is told, costs nothing, and is gone on from by itself', async () => {
    const planId = randomUUID();
    const all = await beginPlan(server, planId);
    const ballast = join(seenFromOutside(server.pid, dataDir), 'ballast');
    fill(ballast);
    await server.untilReadiness('disk_full');
    expect(await writesSeen(server.hubspot)).toBeLessThan(all);
    await expectStoreAway(server, planId, {
      message: expect.stringContaining('free some') as string,
    });
    // What is on its way to HubSpot ends; nothing new is begun, because every call needs the store.
    const callsInTwoSeconds = async (): Promise<number> => {
      const before = (await server.hubspot.calls()).length;
      await sleep(2_000);
      return (await server.hubspot.calls()).length - before;
    };
    await until(async () => (await callsInTwoSeconds()) === 0);
    expect(await callsInTwoSeconds()).toBe(0);
    const lines = (event: string) => Promise.resolve(server.logged(event).length);
    await until(async () => (await lines('store_unavailable')) === 1);
    rmSync(ballast);
    await server.untilReadiness('ready');
    await expectTrueEnd(server, [planId]);
    await until(async () => (await lines('store_available')) === 1);
    expect(server.logged('store_unavailable')).toEqual(['disk_full']);
    expect(server.logged('unexpected')).toEqual([]);
  });

  test('keeps no server from stopping in order', async () => {
    fill(join(seenFromOutside(server.pid, dataDir), 'ballast'));
    await server.untilReadiness('disk_full');
    expect(await server.stop()).toBe(0);
    expect(server.logged('stopped')).toHaveLength(1);
  });
});

/** Leaves no room at all. */
function fill(file: string): void {
  const ballast = openSync(file, 'w');
  try {
    for (;;) writeSync(ballast, new Uint8Array(1_048_576));
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' });
  } finally {
    closeSync(ballast);
  }
  expect(statfsSync(file).bavail).toBe(0);
}

describe.skipIf(missing !== null)(`a data directory${why}`, () => {
  const slow = { timeout: 120_000 };
  const refusal = async (through: readonly string[], directory: string): Promise<string> => {
    const output = join(folder, `${randomUUID()}.log`);
    const file = openSync(output, 'a');
    const environment = {
      PATH: process.env['PATH'],
      PUBLIC_BASE_URL: 'http://localhost:3000',
      HUBSPOT_CLIENT_ID: 'id',
      HUBSPOT_CLIENT_SECRET: 'secret',
      TOKEN_ENCRYPTION_KEY: Buffer.alloc(32).toString('base64'),
      DATA_DIR: directory,
    };
    const server = runServer(environment, file, through);
    expect(await server.ended).toBe(1);
    closeSync(file);
    return readFileSync(output, 'utf8');
  };

  test('that is read-only is refused at the start, with or without a store', slow, async () => {
    const { database, address: used } = await openEmbeddedStore();
    await database.close();
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    for (const directory of [used, empty]) {
      expect(await refusal(withReadOnly(directory), directory)).toBe(
        `Atmost cannot start: The data directory “${directory}” is read-only, or does not belong to the user that runs Atmost.\n`,
      );
    }
  });

  test('without room for a store is refused at the start', slow, async () => {
    const directory = join(folder, 'small');
    mkdirSync(directory);
    expect(await refusal(withSmallDisk(directory, 100), directory)).toMatch(
      /^Atmost cannot start: The data directory “.*” has (99|100) MB of free space; 224 MB are needed\.\n$/,
    );
  });
});

// The embedded store and its process: one at a time, and nothing acknowledged is ever lost.
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import * as v from 'valibot';
import { afterEach, expect, test, vi } from 'vitest';
import { openEmbedded } from '../../server/storage/database.ts';
import { openEmbeddedStore } from '../stores.ts';

const PROGRAM = fileURLToPath(new URL('embedded-process.ts', import.meta.url));
const REFUSAL =
  'Another Atmost server uses this data directory. Stop it, set DATA_DIR to another directory, or set DATABASE_URL to share one PostgreSQL.';

const greetingSchema = v.union([
  v.strictObject({ refused: v.string() }),
  v.strictObject({ whole: v.array(v.pipe(v.string(), v.uuid())), half: v.number() }),
]);

interface StoreProcess {
  readonly greeting: v.InferOutput<typeof greetingSchema>;
  /** Ids of the plans whose commit was acknowledged so far. */
  readonly acknowledged: readonly string[];
  /** kill -9; resolves once it is gone and everything it had said was read. */
  kill(): Promise<void>;
}

const running = new Set<ChildProcess>();

afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});

async function start(folder: string, task: 'hold' | 'write'): Promise<StoreProcess> {
  const child = spawn(process.execPath, [PROGRAM, folder, task], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  const acknowledged: string[] = [];
  const lines = createInterface({ input: child.stdout });
  const greeting = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve);
    child.once('close', () => {
      reject(new Error('The process ended without a word.'));
    });
  });
  lines.on('line', (line) => acknowledged.push(line));
  const closed = new Promise((resolve) => child.once('close', resolve));
  return {
    greeting: v.parse(greetingSchema, JSON.parse(greeting)),
    acknowledged,
    async kill() {
      child.kill('SIGKILL');
      await closed;
      running.delete(child);
    },
  };
}

async function freshFolder() {
  const store = await openEmbeddedStore();
  await store.database.close();
  return store.address;
}

test('a second store on one folder is refused, in this process and in another', async () => {
  const store = await openEmbeddedStore();
  await expect(openEmbedded(store.address)).rejects.toThrow(REFUSAL);
  expect((await start(store.address, 'hold')).greeting).toEqual({ refused: REFUSAL });
  await store.database.ping();
  await store.close();
});

test('a closed store can be opened again', async () => {
  const folder = await freshFolder();
  const again = await openEmbedded(folder);
  await again.ping();
  await again.close();
});

test('a killed process does not keep its folder', async () => {
  const folder = await freshFolder();
  const holder = await start(folder, 'hold');
  await expect(openEmbedded(folder)).rejects.toThrow(REFUSAL);
  await holder.kill();
  const next = await openEmbedded(folder);
  await next.ping();
  await next.close();
});

test('twenty processes killed in mid-write lose no acknowledged row and leave no half plan', async () => {
  const folder = await freshFolder();
  const acknowledged = new Set<string>();
  for (let round = 0; round <= 20; round += 1) {
    const writer = await start(folder, 'write');
    if ('refused' in writer.greeting) throw new Error(writer.greeting.refused);
    const whole = new Set(writer.greeting.whole);
    expect(writer.greeting.half).toBe(0);
    expect([...acknowledged].filter((id) => !whole.has(id))).toEqual([]);
    // Another moment of the write each time, a few milliseconds apart.
    while (writer.acknowledged.length === 0) await sleep(1);
    await sleep(round * 3);
    await writer.kill();
    for (const id of writer.acknowledged) acknowledged.add(id);
  }
  expect(acknowledged.size).toBeGreaterThan(20);
});

test('the log of a running store is cut by itself, so that it does not grow for ever', async () => {
  const store = await openEmbeddedStore();
  const { db } = store.database;
  const checkpoint = async (): Promise<string | undefined> => {
    const { rows } = await sql<{ at: string }>`
      select redo_lsn::text as at from pg_control_checkpoint()`.execute(db);
    return rows[0]?.at;
  };
  const before = await checkpoint();
  await sql`create table rows as select repeat('x', 400) from generate_series(1, 50000)`.execute(
    db,
  );
  await vi.waitFor(async () => {
    expect(await checkpoint()).not.toBe(before);
  }, 30_000);
  await store.close();
});

test('the room of deleted rows is used again, so that a table does not grow for ever', async () => {
  const store = await openEmbeddedStore();
  const { db } = store.database;
  const sizeOf = async (): Promise<number | undefined> => {
    const { rows } = await sql<{ size: number }>`
      select pg_relation_size('rows')::float8 as size`.execute(db);
    return rows[0]?.size;
  };
  await sql`create table rows (text text)`.execute(db);
  await sql`insert into rows select repeat('x', 400) from generate_series(1, 5000)`.execute(db);
  expect(await sizeOf()).toBeGreaterThan(2_000_000);
  await sql`delete from rows`.execute(db);
  await vi.waitFor(
    async () => {
      expect(await sizeOf()).toBe(0);
    },
    { timeout: 30_000, interval: 500 },
  );
  await store.close();
});

// PGlite in its thread: what it answers, who waits for whom, and what becomes of everybody when it ends.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextRound } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startPglite, type Pglite } from '../../server/storage/pglite.ts';
import { storeTrouble } from '../../server/storage/trouble.ts';

const folder = mkdtempSync(join(tmpdir(), 'atmost-pglite-'));
let pglite: Pglite;

beforeAll(async () => {
  pglite = await startPglite(join(folder, 'store'));
});

beforeEach(async () => {
  await pglite.exec('drop table if exists counted; create table counted (id bigint primary key)');
});

afterAll(async () => {
  await pglite.close();
  rmSync(folder, { recursive: true, force: true });
});

const ids = async (): Promise<unknown> =>
  (await pglite.query<{ id: number }>('select id from counted order by id')).rows.map(
    ({ id }) => id,
  );

const add = (id: number, query = pglite.query) => query('insert into counted values ($1)', [id]);

test('a bigint is a number, and one that a number cannot hold is an error', async () => {
  expect(await pglite.query('select 9007199254740991::bigint as most')).toMatchObject({
    rows: [{ most: 9007199254740991 }],
  });
  await expect(pglite.query('select 9007199254740993::bigint as more')).rejects.toThrow(
    'A stored integer is too large.',
  );
});

test('an error keeps its code and the name of what it is about', async () => {
  await add(1);
  await expect(add(1)).rejects.toMatchObject({ code: '23505', constraint: 'counted_pkey' });
  await expect(pglite.query('selekt')).rejects.toMatchObject({ code: '42601' });
  expect(await ids()).toEqual([1]);
});

test('statements are worked on in the order in which they were sent', async () => {
  const sent = Array.from({ length: 50 }, (_, id) => (id % 2 === 0 ? add(id) : ids()));
  const answers = await Promise.all(sent);
  for (const [index, answer] of answers.entries()) {
    if (index % 2 === 0) continue;
    expect(answer).toEqual(Array.from({ length: (index + 1) / 2 }, (_, even) => 2 * even));
  }
});

test('nobody sees a transaction from outside, and whoever asks meanwhile sees all of it', async () => {
  let seen: Promise<unknown> = Promise.resolve();
  await pglite.transaction(async (query) => {
    await add(1, query);
    seen = ids();
    await nextRound();
    await add(2, query);
  });
  expect(await seen).toEqual([1, 2]);
});

test('a transaction that fails leaves nothing, and tells why', async () => {
  const reason = new Error('Taken back.');
  const failing = pglite.transaction(async (query) => {
    await add(1, query);
    throw reason;
  });
  await expect(failing).rejects.toBe(reason);
  const refused = pglite.transaction(async (query) => {
    await add(1, query);
    await add(1, query);
  });
  await expect(refused).rejects.toMatchObject({ code: '23505' });
  expect(await ids()).toEqual([]);
});

test('a commit that is refused is told, and the next transaction works', async () => {
  await pglite.exec(`
    drop table if exists child;
    create table child (id bigint references counted deferrable initially deferred)`);
  const orphan = pglite.transaction((query) => query('insert into child values (1)'));
  await expect(orphan).rejects.toMatchObject({ code: '23503' });
  await pglite.exec('drop table child');
  await pglite.transaction((query) => add(7, query));
  expect(await ids()).toEqual([7]);
});

test('the event loop goes on while a statement is worked on', async () => {
  const statement = pglite.query('select count(*) from generate_series(1, 2000000) as n');
  let rounds = 0;
  const count = (): void => {
    rounds += 1;
    counting = setImmediate(count);
  };
  let counting = setImmediate(count);
  await statement;
  clearImmediate(counting);
  expect(rounds).toBeGreaterThan(50);
});

test('a folder that is no store is refused, with PGlite’s own error', async () => {
  await expect(startPglite('/dev/null/store')).rejects.toThrow();
});

test('a closed store says so to whoever asks', async () => {
  const other = await startPglite(join(folder, 'other'));
  await other.close();
  expect(other.closed).toBe(true);
  const refusal: unknown = await other.query('select 1').catch((error: unknown) => error);
  expect(storeTrouble(refusal)).toBe('store_unavailable');
});

const PROGRAM = fileURLToPath(new URL('pglite-process.ts', import.meta.url));

test.each([
  ['idle', 0, 'idle\n'],
  ['asking', 0, 'answered\n'],
  ['ending', 1, ''],
])('a process whose store is %s ends with %i', (task, status, said) => {
  const ended = spawnSync(process.execPath, [PROGRAM, join(folder, task), task], {
    encoding: 'utf8',
  });
  expect(ended.stdout).toBe(said);
  expect(ended.status).toBe(status);
});

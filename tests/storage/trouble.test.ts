// Which errors mean that the store is away, as its drivers really throw them, and which are bugs.
import { sql } from 'kysely';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { freePort } from '../../scripts/free-port.ts';
import { Secret } from '../../server/secret.ts';
import { openPostgres } from '../../server/storage/database.ts';
import { StoreClosedToUse, storeTrouble } from '../../server/storage/trouble.ts';
import { onEveryStore, onPostgres } from '../stores.ts';

const withCode = (code: string): Error => Object.assign(new Error('said by somebody'), { code });
const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe('an error', () => {
  test.each([
    ['53100', 'disk_full'],
    ['53300', 'store_unavailable'],
    ['57P01', 'store_unavailable'],
    ['57P03', 'store_unavailable'],
    ['08006', 'store_unavailable'],
    ['58030', 'store_unavailable'],
    ['25006', 'store_unavailable'],
    ['ECONNRESET', 'store_unavailable'],
    ['57014', null],
    ['23505', null],
    ['25P02', null],
    ['ENOENT', null],
    ['ENOSPC', null],
  ])('of code %s is %s', (code, trouble) => {
    expect(storeTrouble(withCode(code))).toBe(trouble);
    // As pg-boss hands it on.
    expect(storeTrouble({ code, message: 'said by pg-boss' })).toBe(trouble);
  });

  test('of ours is what PostgreSQL would say', () => {
    expect(storeTrouble(new StoreClosedToUse('53100', ''))).toBe('disk_full');
    expect(storeTrouble(new StoreClosedToUse('25006', ''))).toBe('store_unavailable');
  });

  test.each([null, undefined, 'text', new Error('Something else'), {}])(
    '%o says nothing',
    (one) => {
      expect(storeTrouble(one)).toBeNull();
    },
  );

  test('of an address where nobody listens means that the store is away', async () => {
    const port = String(await freePort(0));
    for (const address of [
      `postgres://postgres@localhost:${port}/postgres`,
      'postgres://postgres@localhost/postgres?host=%2Fnowhere%2Fat%2Fall',
    ]) {
      const error = await thrownBy(openPostgres(new Secret(address)));
      expect(storeTrouble(error)).toBe('store_unavailable');
    }
  });
});

onEveryStore('a statement that is wrong', (store) => {
  test('is a bug, and no trouble of the store', async () => {
    const error = await thrownBy(sql`select * from nowhere`.execute(store().database.db));
    expect(error).toBeInstanceOf(Error);
    expect(storeTrouble(error)).toBeNull();
  });
});

onPostgres('a session that PostgreSQL ends', (store) => {
  test('between two statements of a transaction ends the transaction, and not the process', async () => {
    const admin = new pg.Client({ connectionString: store().address });
    await admin.connect();
    const { db } = store().database;
    const error = await thrownBy(
      db.transaction().execute(async (transaction) => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(
          transaction,
        );
        await admin.query('select pg_terminate_backend($1, 10000)', [rows[0]?.pid]);
        // Its connection breaks while nothing is asked of it.
        await admin.query('select pg_sleep(0.2)');
        await sql`select 1`.execute(transaction);
      }),
    );
    expect(storeTrouble(error)).toBe('store_unavailable');
    await store().database.ping();
    await admin.end();
  });

  test('within a statement means that the store is away', async () => {
    const admin = new pg.Client({ connectionString: store().address });
    await admin.connect();
    const slow = thrownBy(sql`select pg_sleep(60) /* slow */`.execute(store().database.db));
    const ended = async (): Promise<number> =>
      (
        await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()
            and state = 'active' and query like '%slow%'`)
      ).rowCount ?? 0;
    while ((await ended()) === 0);
    expect(storeTrouble(await slow)).toBe('store_unavailable');
    await admin.end();
  });
});

onPostgres('a statement that gets no connection', (store) => {
  test('in five seconds means that the store is away', async () => {
    const { db } = store().database;
    // One more than the pool has, for longer than anybody waits.
    const asked = Array.from({ length: 11 }, () => thrownBy(sql`select pg_sleep(6)`.execute(db)));
    const failed = (await Promise.all(asked)).filter((error) => error !== null);
    expect(failed.map(storeTrouble)).toEqual(['store_unavailable']);
  });
});

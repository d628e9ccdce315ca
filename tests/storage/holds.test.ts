// Holds: what one server at a time may do, free again the moment that server is gone.
import pg from 'pg';
import { expect, test, vi } from 'vitest';
import { onEveryStore, onPostgres } from '../stores.ts';

const soon = { timeout: 60_000, interval: 20 };

onEveryStore('a hold', (store) => {
  test('is taken once until it is let go, and says so meanwhile', async () => {
    const { holds } = store().database;
    expect(await holds.take('apply 1')).toBe(true);
    expect(await holds.take('apply 1')).toBe(false);
    expect(await holds.take('apply 2')).toBe(true);
    expect([...(await holds.held(['apply 1', 'apply 2', 'apply 3']))]).toEqual([
      'apply 1',
      'apply 2',
    ]);
    await holds.release('apply 1');
    await holds.release('apply 2');
    expect([...(await holds.held(['apply 1', 'apply 2']))]).toEqual([]);
    expect(await holds.take('apply 1')).toBe(true);
    await holds.release('apply 1');
  });
});

onPostgres('a hold of two servers', (store) => {
  test('is one server’s, however many ask at once', async () => {
    const other = await store().openAgain();
    const asked = await Promise.all(
      [store().database, other].flatMap(({ holds }) =>
        Array.from({ length: 10 }, () => holds.take('scan 7')),
      ),
    );
    expect(asked.filter(Boolean)).toHaveLength(1);
    await store().database.holds.release('scan 7');
    await other.holds.release('scan 7');
    await other.close();
  });

  test('is free when its server closes the store', async () => {
    const other = await store().openAgain();
    expect(await other.holds.take('scan 8')).toBe(true);
    expect(await store().database.holds.take('scan 8')).toBe(false);
    await other.close();
    await vi.waitFor(async () => {
      expect(await store().database.holds.take('scan 8')).toBe(true);
    }, soon);
    await store().database.holds.release('scan 8');
  });

  test('is taken again by itself where PostgreSQL ended the session', async () => {
    const other = await store().openAgain();
    expect(await other.holds.take('scan 9')).toBe(true);
    const admin = new pg.Client({ connectionString: store().address });
    await admin.connect();
    const sessions = `select pid from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()
      and ((classid::bigint << 32) | objid::bigint) = hashtextextended('hold scan 9', 0)`;
    const { rows } = await admin.query<{ pid: number }>(sessions);
    expect(rows).toHaveLength(1);
    await admin.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await vi.waitFor(async () => {
      const now = (await admin.query<{ pid: number }>(sessions)).rows;
      expect(now).toHaveLength(1);
      expect(now[0]?.pid).not.toBe(rows[0]?.pid);
    }, soon);
    expect(await store().database.holds.take('scan 9')).toBe(false);
    await admin.end();
    await other.close();
  });
});

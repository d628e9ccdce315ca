// A PostgreSQL whose machine vanishes without a goodbye: nothing is refused and nothing answered.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { sql, type Kysely } from 'kysely';
import { expect, test } from 'vitest';
import { Secret } from '../../server/secret.ts';
import { openPostgres } from '../../server/storage/database.ts';
import type { Patience } from '../../server/storage/silence.ts';
import type { Tables } from '../../server/storage/tables.ts';
import { storeTrouble } from '../../server/storage/trouble.ts';
import { onPostgres } from '../stores.ts';

const PATIENCE: Patience = { silentMs: 1_500, pingMs: 500 };
/** Longer than any of them, much shorter than TCP alone would wait. */
const SOON_MS = 10_000;

/** A way to PostgreSQL that can be cut as a network is. */
async function cuttableWay(address: string) {
  const real = new URL(address);
  const folder = real.searchParams.get('host');
  const reach = (): Socket =>
    folder === null
      ? connect(Number(real.port || 5432), real.hostname)
      : connect(`${folder}/.s.PGSQL.5432`);
  let open: (readonly [Socket, Socket])[] = [];
  let isCut = false;
  const server = createServer((near) => {
    near.on('error', () => undefined);
    // Let in by the system, and then nothing.
    if (isCut) return;
    const far = reach();
    far.on('error', () => undefined);
    near.pipe(far).pipe(near);
    open.push([near, far]);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const through = new URL(address);
  through.hostname = '127.0.0.1';
  through.port = String((server.address() as AddressInfo).port);
  through.searchParams.delete('host');
  return {
    address: new Secret(through.href),
    cut() {
      isCut = true;
      for (const [near, far] of open) {
        near.unpipe(far);
        far.unpipe(near);
        near.pause();
        far.pause();
      }
    },
    /** For new connections; PostgreSQL has noticed meanwhile that the old ones are dead. */
    mend() {
      isCut = false;
      for (const [, far] of open) far.destroy();
      open = [];
    },
    close() {
      for (const sockets of open) for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

const troubleOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(() => 'none', storeTrouble);

onPostgres('a PostgreSQL that falls silent', (store) => {
  test('is told as away, holds nobody up, and is used again once it answers', async () => {
    const way = await cuttableWay(store().address);
    const database = await openPostgres(way.address, PATIENCE);
    const { db, holds } = database;
    const ping = (): Promise<void> => database.ping();
    await ping();
    expect(await holds.take('kept')).toBe(true);

    const half = await db.startTransaction().execute();
    await sql`create table half_done (one integer)`.execute(half);
    way.cut();
    const cutOff = troubleOf(sql`select 1`.execute(half));
    const begun = Date.now();
    expect(await troubleOf(ping())).toBe('store_unavailable');
    expect(Date.now() - begun).toBeLessThan(PATIENCE.silentMs);
    expect(await cutOff).toBe('store_unavailable');
    expect(await troubleOf(half.rollback().execute())).toBe('store_unavailable');
    expect(await troubleOf(holds.held(['kept']))).toBe('store_unavailable');

    way.mend();
    await expect.poll(() => troubleOf(ping()), { timeout: SOON_MS }).toBe('none');
    expect(await isThere(db, 'half_done')).toBe(false);
    const held = async (): Promise<readonly string[]> => [...(await holds.held(['kept']))];
    await expect.poll(() => held().catch(storeTrouble), { timeout: SOON_MS }).toEqual(['kept']);
    await database.close();
    way.close();
  });
});

async function isThere(db: Kysely<Tables>, table: string): Promise<boolean> {
  const { rows } = await sql<{ found: string | null }>`
    select to_regclass(${table})::text as found`.execute(db);
  return rows[0]?.found != null;
}

// The operator's commands on both stores: a portal exported and erased whole, and keys rotated.
import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { erase, exportPortal, rotateKeys } from '../../server/commands/commands.ts';
import { portalIdSchema, type PortalId } from '../../server/ids.ts';
import { Secret } from '../../server/secret.ts';
import { createCodeAttempts } from '../../server/storage/code-attempts.ts';
import { createErasure } from '../../server/storage/erase-portal.ts';
import { recordEvent } from '../../server/storage/history-events.ts';
import { createPlans } from '../../server/storage/plans.ts';
import { createPortals, tokenPurpose } from '../../server/storage/portals.ts';
import { portalTables } from '../../server/storage/portal-tables.ts';
import { SEALED_COLUMNS } from '../../server/storage/reseal.ts';
import { parseKeyRing, seal, unseal, type KeyRing } from '../../server/storage/seal.ts';
import { createSetupCodes } from '../../server/storage/setup-codes.ts';
import { onEveryStore, openEmbeddedStore, type TestStore } from '../stores.ts';
import { samplePlan, USER } from './plan-samples.ts';

const AT = 1_700_000_000_000;
const DAY = 24 * 3_600_000;
const [OLD, NEW] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];

function ring(...keys: string[]): KeyRing {
  const parsed = parseKeyRing(keys.join(','));
  if (!parsed.ok) throw new Error(parsed.failure);
  return parsed.value;
}

/** Long enough to be found in no id and no time by chance. */
let last = 8_000_000_000;
const newPortal = (): PortalId => v.parse(portalIdSchema, (last += 1));

async function install({ database }: TestStore, keys: KeyRing, at = AT): Promise<PortalId> {
  const portal = newPortal();
  await createPortals(database.db).install(portal, {
    accessSealed: seal(keys, tokenPurpose(portal, 'access'), new Secret('planted-access')),
    refreshSealed: seal(keys, tokenPurpose(portal, 'refresh'), new Secret('planted-refresh')),
    ...{ accessExpiresAt: at, hubDomain: null, scopes: [], installedBy: USER, at },
  });
  await createPlans(database.db).add(portal, samplePlan(2));
  await createSetupCodes(database.db, keys).make(portal, {
    ...{ codeId: randomUUID(), title: null, by: USER, at: Date.now() },
    document: { version: 1, limits: [] },
  });
  await recordEvent(database.db, portal, {
    ...{ eventId: randomUUID(), at, by: USER },
    event: { kind: 'setup_kept', name: 'Ours', limits: 1 },
  });
  return portal;
}

async function rowsOf({ database }: TestStore, portal: PortalId): Promise<number> {
  let rows = 0;
  for (const table of await portalTables(database.db)) {
    const held = await sql`select 1 from ${sql.table(table)} where portal_id = ${portal}`.execute(
      database.db,
    );
    rows += held.rows.length;
  }
  return rows;
}

/** What is written, one after the other. */
async function exportOf({ database }: TestStore, portal: PortalId): Promise<readonly string[]> {
  const parts: string[] = [];
  const { text } = await exportPortal(database, portal, AT, (part) => {
    parts.push(part);
    return Promise.resolve();
  });
  return [...parts, text];
}

const exported = v.object({ tables: v.record(v.string(), v.array(v.looseObject({}))) });

onEveryStore('the operator', (store) => {
  test('exports everything of one portal and no secret', async () => {
    const [portal, other] = [await install(store(), ring(OLD)), await install(store(), ring(OLD))];
    const text = (await exportOf(store(), portal)).join('');
    const { tables } = v.parse(exported, JSON.parse(text));
    expect(Object.keys(tables)).toEqual([...(await portalTables(store().database.db))]);
    expect(tables['plan_items']).toHaveLength(2);
    const rows = Object.values(tables).reduce((count, held) => count + held.length, 0);
    expect(rows).toBe(await rowsOf(store(), portal));
    expect(text).not.toContain(String(other));
    expect(text).not.toMatch(/_sealed|_hash/);
    const held = await store().database.db.selectFrom('portals').selectAll().execute();
    for (const row of held) expect(text).not.toContain(row.access_sealed);
  });

  test('exports any number of rows in parts, none of which grows with them', async () => {
    const portal = await install(store(), ring(OLD));
    const { planId, ...plan } = samplePlan(2_500);
    await createPlans(store().database.db).add(portal, { planId, ...plan });
    const parts = await exportOf(store(), portal);
    const { tables } = v.parse(exported, JSON.parse(parts.join('')));
    const items = (tables['plan_items'] ?? []).filter((item) => item['plan_id'] === planId);
    const positions = items.map(({ position }) => Number(position));
    expect(positions.sort((one, other) => one - other)).toEqual([...Array(2_500).keys()]);
    const rowsIn = (part: string): number => part.split('"limit_after"').length - 1;
    expect(Math.max(...parts.map(rowsIn))).toBe(1_000);
  });

  test('erases everything of one portal and nothing of another, and twice is once', async () => {
    const [portal, other] = [await install(store(), ring(OLD)), await install(store(), ring(OLD))];
    const others = await rowsOf(store(), other);
    expect((await erase(store().database, portal)).text).toMatch(/is erased.*still among/);
    expect([await rowsOf(store(), portal), await rowsOf(store(), other)]).toEqual([0, others]);
    expect((await erase(store().database, portal)).text).toContain('Nothing is stored');
  });

  test('seals everything anew while tokens are refreshed, and then needs the new key only', async () => {
    const portals = createPortals(store().database.db);
    const ids: PortalId[] = [];
    for (let count = 0; count < 12; count += 1) ids.push(await install(store(), ring(OLD)));
    const both = ring(NEW, OLD);
    const refreshed = ids.slice(0, 4).map(async (portal) => {
      const sealed = (use: 'access' | 'refresh') =>
        seal(both, tokenPurpose(portal, use), new Secret(`newer-${use}`));
      return portals.replaceTokens(portal, 1, {
        ...{ accessSealed: sealed('access'), refreshSealed: sealed('refresh') },
        accessExpiresAt: AT,
      });
    });
    const [first] = await Promise.all([rotateKeys(store().database, both), ...refreshed]);
    expect(first.ok).toBe(true);
    expect((await rotateKeys(store().database, both)).text).toContain('0 values');
    for (const [index, portal] of ids.entries()) {
      const row = await portals.find(portal);
      const opened = unseal(ring(NEW), tokenPurpose(portal, 'refresh'), row?.refreshSealed ?? '');
      const text = index < 4 ? 'newer-refresh' : 'planted-refresh';
      expect(opened.ok ? opened.value.reveal() : opened.failure).toBe(text);
      const codes = await createSetupCodes(store().database.db, ring(NEW)).list(portal, AT);
      expect(codes.map(({ code }) => code !== null)).toEqual([true]);
    }
  });

  test('is told what no key opens: a value of a lost key, or moved to another portal', async () => {
    const [one, other] = [await install(store(), ring(OLD)), await install(store(), ring(OLD))];
    const { db } = store().database;
    const row = await createPortals(db).find(one);
    await db
      .updateTable('portals')
      .set({ refresh_sealed: row?.refreshSealed ?? '' })
      .where('portal_id', '=', other)
      .execute();
    const done = await rotateKeys(store().database, ring(NEW, OLD));
    expect(done.ok).toBe(false);
    expect(done.text).toContain('1 cannot be opened');
    expect((await createPortals(db).find(other))?.refreshSealed).toBe(row?.refreshSealed);
    await erase(store().database, other);
  });

  test('has every sealed column of the database rotated', async () => {
    const { rows } = await sql<{ place: string }>`
      select table_name || '.' || column_name as place from information_schema.columns
      where table_schema = 'public' and column_name like '%sealed%' order by 1`.execute(
      store().database.db,
    );
    const rotated = SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`).sort();
    expect(rotated).toEqual(rows.map(({ place }) => place));
  });

  test('need do nothing: what left is erased in time, what came back or is connected is not', async () => {
    const { db } = store().database;
    const erasure = createErasure(db);
    const portals = createPortals(db);
    const leave = (portal: PortalId, at: number) =>
      portals.leave(portal, {
        ...{ at, by: null, reason: 'access_ended', grant: { connectedAt: AT } },
      });
    const [long, lately, back, stays] = [
      await install(store(), ring(OLD)),
      await install(store(), ring(OLD)),
      await install(store(), ring(OLD)),
      await install(store(), ring(OLD)),
    ];
    await leave(long, AT);
    await leave(lately, AT + 2 * DAY);
    await leave(back, AT);
    expect(await erasure.leftBefore(AT + DAY)).toEqual([long, back]);
    const row = await portals.find(stays);
    await portals.install(back, {
      ...{ accessSealed: row?.accessSealed ?? '', refreshSealed: row?.refreshSealed ?? '' },
      ...{ accessExpiresAt: 0, hubDomain: null, scopes: [], installedBy: null, at: AT + DAY },
    });
    const erased = await Promise.all(
      [long, lately, back, stays].map((one) => erasure.eraseIfLeftBefore(one, AT + DAY)),
    );
    expect(erased).toEqual([true, false, false, false]);
    expect(await rowsOf(store(), long)).toBe(0);
    for (const kept of [lately, back, stays]) {
      expect(await rowsOf(store(), kept)).toBeGreaterThan(5);
    }
  });

  test('nor about rows that were written after an erasure', async () => {
    const { db } = store().database;
    const [gone, here] = [newPortal(), await install(store(), ring(OLD))];
    await createPlans(db).add(gone, samplePlan(3));
    const before = await rowsOf(store(), here);
    await createErasure(db).sweepStrays();
    expect([await rowsOf(store(), gone), await rowsOf(store(), here)]).toEqual([0, before]);
  });

  test('nor about an attempt to enter a code that was under way at an erasure', async () => {
    const { db } = store().database;
    const [gone, here] = [newPortal(), await install(store(), ring(OLD))];
    const attempts = createCodeAttempts(store().database);
    for (const portal of [gone, here]) await attempts.take(portal);
    await createErasure(db).sweepStrays();
    const { rows } = await sql<{ key: string }>`select key from call_pace`.execute(db);
    expect(rows.map(({ key }) => key)).toEqual([`code-attempts:${String(here)}`]);
  });
});

const run = promisify(execFile);

const settingsOf = (dataDir: string): Record<string, string> => ({
  ...{ PUBLIC_BASE_URL: 'http://localhost:3000', DATA_DIR: dataDir },
  ...{ HUBSPOT_CLIENT_ID: 'id', HUBSPOT_CLIENT_SECRET: 'secret', TOKEN_ENCRYPTION_KEY: OLD },
});

const operator = (dataDir: string, ...words: string[]): Promise<string> =>
  operatorIn('.', settingsOf(dataDir), ...words);

async function operatorIn(
  cwd: string,
  env: Readonly<Record<string, string>>,
  ...words: string[]
): Promise<string> {
  try {
    const { stdout } = await run(process.execPath, [resolve('server/operator.ts'), ...words], {
      ...{ cwd, env },
    });
    return stdout;
  } catch (error) {
    return `refused: ${v.parse(v.object({ stderr: v.string() }), error).stderr}`;
  }
}

test('on the command line says how it is used, and that a running server must be stopped first', async () => {
  const { address, database } = await openEmbeddedStore();
  expect(await operator(address, 'erase')).toMatch(/^refused: Usage/);
  expect(await operator(address, 'erase', '--portal', 'x')).toMatch(/^refused: Usage/);
  expect(await operator(address, 'erase', '--portal', '5')).toMatch(
    /^refused: Another Atmost server uses this data directory\. Stop it/,
  );
  await database.close();
  expect(await operator(address, 'erase', '--portal', '5')).toContain('Nothing is stored');
  expect(await operator(address, 'export', '--portal', '5')).toContain('"tables"');
  expect(await operator(address, 'rotate-keys')).toContain('0 values');
});

test('on the command line takes the settings that npm start takes: from .env, too', async () => {
  const { address, database } = await openEmbeddedStore();
  await database.close();
  const { DATA_DIR = '', ...inFile } = settingsOf(address);
  const lines = Object.entries(inFile).map(([name, value]) => `${name}=${value}`);
  writeFileSync(join(address, '.env'), ['DATA_DIR=elsewhere', ...lines].join('\n'));
  const said = await operatorIn(address, { DATA_DIR }, 'erase', '--portal', '5');
  expect(said).toContain('Nothing is stored');
  // What the environment says goes before it.
  expect(existsSync(join(address, 'elsewhere'))).toBe(false);
});

test('on the command line makes no store: where none is, the settings are not the server’s', async () => {
  const { address, database } = await openEmbeddedStore();
  await database.close();
  const elsewhere = join(address, 'elsewhere');
  const backup = ['backup', '--file', join(address, 'backup.jsonl')];
  for (const words of [['rotate-keys'], ['erase', '--portal', '5'], backup]) {
    expect(await operator(elsewhere, ...words)).toBe(
      `refused: There is no store in “${elsewhere}”. Set DATABASE_URL or DATA_DIR to what the server has.\n`,
    );
  }
  expect(existsSync(elsewhere)).toBe(false);
});

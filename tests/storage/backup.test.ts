// What a restore refuses, on both stores: it says why, and nothing is written.
import { spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, inject, test } from 'vitest';
import { backup, restore } from '../../server/commands/backup.ts';
import { portalIdSchema } from '../../server/ids.ts';
import { createLog } from '../../server/log.ts';
import { isEmpty } from '../../server/storage/dump.ts';
import { createPlans } from '../../server/storage/plans.ts';
import { onEveryStore, onPostgres, openEmbeddedStore, type TestStore } from '../stores.ts';
import { samplePlan } from './plan-samples.ts';

const AT = 1_700_000_000_000;
/** More than is read and written at once. */
const PLANS = 3;
const ITEMS = 700;
const quiet = createLog({ write: () => undefined });

const newFile = (): string => join(inject('runFolder'), `${randomUUID()}.jsonl`);
const linesOf = (file: string): string[] => readFileSync(file, 'utf8').trimEnd().split('\n');

async function backedUp(): Promise<string> {
  const source = await openEmbeddedStore();
  const plans = createPlans(source.database.db);
  for (let count = 0; count < PLANS; count += 1) {
    await plans.add(v.parse(portalIdSchema, 42), samplePlan(ITEMS));
  }
  const file = newFile();
  expect((await backup(source.database, file, AT)).text).toContain(
    `${String(PLANS * (ITEMS + 1))} rows`,
  );
  expect((await backup(source.database, file, AT)).text).toContain('exists already');
  await source.close();
  return file;
}

/** What restoring these lines says, into a store that stays empty. */
async function refusal({ database }: TestStore, lines: readonly string[]): Promise<string> {
  const file = newFile();
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  const { ok, text } = await restore(database, file, quiet);
  expect([ok, await isEmpty(database.db)]).toEqual([false, true]);
  return text;
}

onEveryStore('a restore', (store) => {
  test('refuses what is not a whole backup of this schema, and then takes the one that is', async () => {
    const file = await backedUp();
    const [header = '', ...rows] = linesOf(file);
    expect(await refusal(store(), [])).toContain('is empty');
    expect(await refusal(store(), ['{"a":1}'])).toContain('is not a backup of Atmost');
    expect(await refusal(store(), [header, ...rows.slice(0, -1)])).toContain('cut short');
    expect(await refusal(store(), [header, ...rows.slice(1)])).toContain('cut short');
    expect(await refusal(store(), [header, ...rows.slice(0, 600), '["plan_it'])).toContain(
      'cut short',
    );
    const newer = header.replace('"001_portals"', '"001_portals","999_later"');
    expect(await refusal(store(), [newer, ...rows])).toMatch(/a newer version.*999_later/);
    const older = header.replace('"001_portals",', '');
    expect(await refusal(store(), [older, ...rows])).toMatch(/an older version.*001_portals/);
    expect(
      (await restore(store().database, join(inject('runFolder'), 'none'), quiet)).text,
    ).toContain('cannot be read');

    expect((await restore(store().database, file, quiet)).ok).toBe(true);
    const again = newFile();
    await backup(store().database, again, AT);
    expect(linesOf(again).sort()).toEqual(linesOf(file).sort());
    expect((await restore(store().database, file, quiet)).text).toContain('not empty');
  });
});

onEveryStore('a restore of texts', (store) => {
  test('takes every sign that a person may paste, line and paragraph separators too', async () => {
    const portal = v.parse(portalIdSchema, 42);
    const label = 'Billing\u2028main\u2029\u0085\r\nand “more”\\n';
    const source = await openEmbeddedStore();
    const plan = { ...samplePlan(1), notes: [label] };
    await createPlans(source.database.db).add(portal, plan);
    const file = newFile();
    await backup(source.database, file, AT);
    await source.close();
    expect((await restore(store().database, file, quiet)).ok).toBe(true);
    const restored = await createPlans(store().database.db).find(portal, plan.planId);
    expect(restored?.notes).toEqual([label]);
  });

  test('takes a file whose lines were ended as on Windows', async () => {
    const source = await backedUp();
    const file = newFile();
    writeFileSync(file, readFileSync(source, 'utf8').replaceAll('\n', '\r\n'));
    const empty = await openEmbeddedStore();
    expect((await restore(empty.database, file, quiet)).ok).toBe(true);
    await empty.close();
  });
});

onPostgres('a backup', (store) => {
  /** The command, where no file may become longer than that. */
  const backUp = (file: string, most: number | 'unlimited') =>
    spawnSync(
      'prlimit',
      [
        `--fsize=${String(most)}`,
        ...[process.execPath, 'server/operator.ts', 'backup', '--file', file],
      ],
      {
        encoding: 'utf8',
        env: {
          ...{ PATH: process.env['PATH'], PUBLIC_BASE_URL: 'http://localhost:3000' },
          ...{ HUBSPOT_CLIENT_ID: 'id', HUBSPOT_CLIENT_SECRET: 'secret' },
          TOKEN_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
          DATABASE_URL: store().address,
        },
      },
    );

  test('fails where its last line finds no room', async () => {
    await createPlans(store().database.db).add(v.parse(portalIdSchema, 42), samplePlan(1));
    const [whole, cut] = [newFile(), newFile()];
    expect(backUp(whole, 'unlimited')).toMatchObject({ status: 0 });
    expect(backUp(cut, statSync(whole).size - 4)).toMatchObject({ status: 1 });
  });
});

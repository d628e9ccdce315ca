// Seeds and the state file: what a portal starts with and what it keeps.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { breachOf } from '../../app/portal/associations/rules.ts';
import { defaultScenarios } from '../../app/portal/control/scenarios.ts';
import { chooseWorld } from '../../app/portal/world/choose-world.ts';
import { smallSeed } from '../../app/portal/world/small-seed.ts';
import {
  directionOf,
  inverseOf,
  type Account,
  type AssociationType,
} from '../../app/portal/world/world.ts';
import { temporaryFolder, testPortal } from './hubspot.ts';
import { batch, hubspot, limitsOf } from './limits.ts';

const own = (account: Account): AssociationType[] =>
  account.associationTypes.filter(
    (row) => row.label !== null && row.category !== 'HUBSPOT_DEFINED',
  );

describe('the default seed', () => {
  const { accounts } = chooseWorld({});
  const [first, second] = accounts;
  if (first === undefined || second === undefined) throw new TypeError('two portals expected');

  test('is a production portal and its sandbox, each with and without Super Admins', () => {
    expect([first.accountType, second.accountType]).toEqual(['STANDARD', 'SANDBOX']);
    for (const { users } of accounts) {
      expect(users.some((user) => user.superAdmin)).toBe(true);
      expect(users.some((user) => !user.superAdmin)).toBe(true);
    }
  });

  test('has a dozen object types, three custom ones, about sixty labels and some limits', () => {
    const custom = first.objectTypes.filter((type) => type.objectTypeId.startsWith('2-'));
    expect([first.objectTypes.length, custom.length]).toEqual([15, 3]);
    expect(own(first).length).toBeGreaterThanOrEqual(60);
    expect(first.associationTypes.filter((row) => row.limit !== null).length).toBeGreaterThan(10);
  });

  test('has the same labels in the sandbox under other typeIds', () => {
    const names = (account: Account): string[] =>
      own(account).map((row) => `${row.name} ${row.label ?? ''}`);
    const ids = (account: Account): Set<number> => new Set(own(account).map((row) => row.typeId));
    expect(names(second)).toEqual(names(first));
    expect([...ids(second)].filter((typeId) => ids(first).has(typeId))).toEqual([]);
  });

  test('renames objects as portals do', () => {
    const singular = (account: Account | undefined, id: string): string | undefined =>
      account?.objectTypes.find((type) => type.objectTypeId === id)?.singular;
    expect([singular(first, '0-1'), singular(first, '0-2'), singular(first, '0-3')]).toEqual([
      'Contact',
      'Company',
      'Deal',
    ]);
    expect([singular(first, '0-162'), singular(accounts[2], '0-2')]).toEqual([
      'Installation',
      'Account',
    ]);
  });

  test('holds typeIds that collide between categories and between pairs', () => {
    const count = (category: string, typeId: number): number =>
      first.associationTypes.filter((row) => row.category === category && row.typeId === typeId)
        .length;
    expect([count('USER_DEFINED', 279), count('HUBSPOT_DEFINED', 279)]).toEqual([1, 1]);
    expect(count('USER_DEFINED', 5)).toBe(2);
  });

  test('gives every type its other direction', () => {
    for (const account of accounts) {
      for (const row of account.associationTypes) {
        const inverse = inverseOf(account, row);
        expect(inverse && inverseOf(account, inverse)).toBe(row);
      }
    }
  });

  test('has no limit that HubSpot would refuse', () => {
    for (const account of accounts) {
      for (const row of account.associationTypes) {
        if (row.limit === null) continue;
        const direction = directionOf(account, row.from, row.to);
        const { subscriptionLimit } = account;
        const proposal = {
          row,
          limit: row.limit,
          direction,
          limitOf: (one: AssociationType) => one.limit,
          subscriptionLimit,
        };
        expect([row.name, breachOf(proposal, defaultScenarios())]).toEqual([row.name, undefined]);
      }
    }
  });
});

test('the large seed has hundreds of directions and thousands of labels, and answers', async () => {
  const portal = await testPortal({ size: 'large' });
  const { access_token: token } = await portal.install();
  const [account] = chooseWorld({ size: 'large' }).accounts;
  const directions = new Set(account?.associationTypes.map((row) => `${row.from} ${row.to}`));
  expect(directions.size).toBeGreaterThan(400);
  expect(account === undefined ? 0 : own(account).length).toBeGreaterThan(5000);
  expect(Object.keys(await limitsOf(portal, token, '2-5000/0-1'))).toHaveLength(1);
});

test('a seed file of one’s own replaces the built-in portals', async () => {
  const seedFile = join(temporaryFolder(), 'seed.json');
  const { portals } = smallSeed();
  writeFileSync(seedFile, JSON.stringify({ portals: portals.slice(1) }));
  const portal = await testPortal({ seedFile });
  expect((await portal.control('GET', '/session')).json).toMatchObject({ accountType: 'SANDBOX' });
  await portal.control('POST', '/reset');
  expect((await portal.control('GET', '/session')).json).toMatchObject({ accountType: 'SANDBOX' });
});

test('a seed can be put while the portal runs', async () => {
  const portal = await testPortal();
  const { portals } = smallSeed();
  const reply = await portal.control('PUT', '/seed', { portals: portals.slice(2) });
  expect(reply.status).toBe(204);
  expect((await portal.control('GET', '/session')).json).toMatchObject({
    accountName: 'Harbour Leasing',
  });
});

test.each([
  ['no portal', { portals: [] }, 'portals'],
  ['an unknown field', { portals: [], colour: 'red' }, 'colour'],
  [
    'an association with an unknown object',
    withAssociation({ from: '0-1', to: '0-999' }),
    '0-999 is not in objectTypes',
  ],
  [
    'one typeId twice in a direction',
    withAssociation({ from: '0-3', to: '0-1' }),
    'is there twice',
  ],
  [
    'a one-sided association of two objects',
    withAssociation({ inverse: undefined }),
    'needs an inverse',
  ],
  ['nobody who is Super Admin', withoutSuperAdmin(), 'no user is a Super Admin'],
  [
    'two link patterns for one pair',
    withPatterns({ from: '0-1', to: '0-2', mean: 1 }, { from: '0-2', to: '0-1', mean: 2 }),
    'the pair 0-2 0-1 has two link patterns',
  ],
  [
    'a link pattern where nothing can be associated',
    withPatterns({ from: '0-1', to: '0-14', mean: 1 }),
    'no association type for the link pattern from 0-1 to 0-14',
  ],
])('a seed with %s is refused by name and changes nothing', async (_, seed, reason) => {
  const portal = await testPortal();
  const before = (await portal.control('GET', '/state')).json;
  const reply = await portal.control('PUT', '/seed', seed);
  expect([reply.status, reply.text]).toEqual([400, expect.stringContaining(reason)]);
  expect((await portal.control('GET', '/state')).json).toEqual(before);
});

describe('the state file', () => {
  test('keeps install, tokens, limits and switches over a restart', async () => {
    const stateFile = join(temporaryFolder(), 'deep', 'portal.json');
    const first = await testPortal({ stateFile });
    const tokens = await first.install();
    await batch(first, tokens.access_token, 'create', '0-3/0-2', [hubspot(341, 9)]);
    await first.scenario('batchFailure', 'cancel');
    await first.control('PUT', '/settings', { rateLimit: 50 });
    await first.close();

    const second = await testPortal({ stateFile });
    expect(await limitsOf(second, tokens.access_token, '0-3/0-2')).toMatchObject({
      'HUBSPOT_DEFINED 341': 9,
    });
    expect((await second.refresh(tokens.refresh_token)).status).toBe(200);
    expect((await second.control('GET', '/session')).json).toMatchObject({ installed: true });
    expect((await second.control('GET', '/state')).json).toMatchObject({
      scenarios: { batchFailure: 'cancel' },
      settings: { rateLimit: 50 },
    });
  });

  test('is written after a change without a stop, and holds the reset too', async () => {
    const stateFile = join(temporaryFolder(), 'portal.json');
    const portal = await testPortal({ stateFile });
    expect(existsSync(stateFile)).toBe(false);
    await portal.install();
    await expect
      .poll(() => existsSync(stateFile) && readFileSync(stateFile, 'utf8'))
      .toContain('installedAt');
    await portal.control('POST', '/reset');
    await expect.poll(() => readFileSync(stateFile, 'utf8')).not.toContain('installedAt');
  });

  test('that cannot be written is told once, and the next change tries again', async () => {
    const folder = join(temporaryFolder(), 'gone');
    const stateFile = join(folder, 'portal.json');
    const said: string[] = [];
    const portal = await testPortal({ stateFile, say: (line) => said.push(line) });
    // A file where the folder belongs: nobody, root included, can write below it.
    writeFileSync(folder, '');
    await portal.scenario('batchFailure', 'cancel');
    await expect.poll(() => said).toEqual([expect.stringContaining(stateFile)]);
    expect(said[0]).toMatch(/EEXIST|ENOTDIR/u);
    await portal.scenario('batchFailure', 'item');
    await sleep(100);
    expect(said).toHaveLength(1);
    rmSync(folder);
    await portal.scenario('batchFailure', 'cancel');
    await expect
      .poll(() => existsSync(stateFile) && readFileSync(stateFile, 'utf8'))
      .toContain('"batchFailure":"cancel"');
  });

  test('that could not be written is written when the portal stops', async () => {
    const folder = join(temporaryFolder(), 'gone');
    const stateFile = join(folder, 'portal.json');
    const said: string[] = [];
    const portal = await testPortal({ stateFile, say: (line) => said.push(line) });
    writeFileSync(folder, '');
    await portal.scenario('batchFailure', 'cancel');
    await expect.poll(() => said).toHaveLength(1);
    rmSync(folder);
    await portal.close();
    expect(readFileSync(stateFile, 'utf8')).toContain('"batchFailure":"cancel"');
  });

  test('of an older version without a switch takes that switch’s default', async () => {
    const stateFile = join(temporaryFolder(), 'portal.json');
    const first = await testPortal({ stateFile });
    await first.scenario('retryAfter', 'present');
    await first.scenario('batchFailure', 'cancel');
    await first.close();
    const text = readFileSync(stateFile, 'utf8');
    const older = text.replace('"retryAfter":"present"', '"formerSwitch":"on"');
    const oldRows = older.replaceAll('"pastLimits":[]', '"earlierLimit":null');
    writeFileSync(stateFile, oldRows.replace(',"timeScale":1', ''));
    const second = await testPortal({ stateFile });
    expect((await second.control('GET', '/state')).json).toMatchObject({
      scenarios: { retryAfter: 'absent', batchFailure: 'cancel' },
      settings: { timeScale: 1 },
    });
  });

  test('that is none is named, not overwritten', async () => {
    const stateFile = join(temporaryFolder(), 'portal.json');
    writeFileSync(stateFile, '{"version":7}');
    await expect(testPortal({ stateFile })).rejects.toThrow(/is not a state file/u);
    expect(readFileSync(stateFile, 'utf8')).toBe('{"version":7}');
  });
});

/** The small seed with one more association, changed as asked. */
function withAssociation(change: object): object {
  const [first] = smallSeed().portals;
  const association = {
    from: '0-3',
    to: '0-1',
    category: 'HUBSPOT_DEFINED',
    name: 'one_more',
    forward: { typeId: 3 },
    inverse: { typeId: 4 },
    ...change,
  };
  return { portals: [{ ...first, associations: [...(first?.associations ?? []), association] }] };
}

function withoutSuperAdmin(): object {
  const [first] = smallSeed().portals;
  return {
    portals: [{ ...first, users: first?.users.map((user) => ({ ...user, superAdmin: false })) }],
  };
}

function withPatterns(...linkPatterns: readonly object[]): object {
  const [first] = smallSeed().portals;
  return { portals: [{ ...first, linkPatterns }] };
}

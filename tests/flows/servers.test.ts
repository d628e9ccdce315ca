// Two servers on one PostgreSQL. Either is killed at random moments, dozens of times, while plans are
// applied, records are scanned and tokens expire: nothing is lost, nothing is written twice.
import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { rowText, type Category } from '#domain/association.ts';
import type { Scan } from '#domain/scan.ts';
import type { PlanView } from '#domain/wire.ts';
import { portalIdSchema } from '../../server/ids.ts';
import { createPortals } from '../../server/storage/portals.ts';
import { startPair, type ServerPair, type Which } from './server-pair.ts';
import { seeded } from './seeded.ts';
import { PRODUCTION, SANDBOX, type Who } from './world.ts';
import { expectEachWriteOnce } from './written-once.ts';

/** Repeats a run's moments: ATMOST_SEED=… npx vitest run tests/flows/servers.test.ts */
const SEED = Number(process.env['ATMOST_SEED'] ?? randomInt(2 ** 31));
const KILLS = 50;
/** Longer than a plan takes to be made, so that some requests are answered by whom they reach. */
const LONGEST_LIFE_MS = 2_400;
const LATENCY_MS = 40;
/** Calls in ten seconds. */
const RATE_LIMIT = 250;
const RECORDS = 1_300;
const PAIRS = [
  ['0-1', '0-2'],
  ['0-3', '0-1'],
] as const;
const SCANNED = { from: '0-1', to: '0-2' };

let pair: ServerPair;

const { missing } = inject('postgres');
describe.skipIf(missing !== null)('two servers on one PostgreSQL', () => {
  beforeAll(async () => {
    pair = await startPair();
    await pair.install(PRODUCTION);
    await pair.install(SANDBOX);
    const { portalId } = PRODUCTION;
    const { hubspot } = pair;
    await hubspot.admin('PUT', '/settings', { rateLimit: RATE_LIMIT, latencyMs: LATENCY_MS });
    await hubspot.admin('PUT', '/records', { portalId, objectType: '0-1', count: RECORDS });
    await hubspot.admin('PUT', '/records', { portalId, objectType: '0-2', count: 700 });
    const links = { mean: 1.5, heaviest: 300, heavyRecords: 3, labelShare: 0.4 };
    await hubspot.admin('PUT', '/associations', { portalId, ...SCANNED, ...links });
    await hubspot.forgetCalls();
  }, 120_000);
  afterAll(() => pair.close(), 60_000);

  test(
    `lose nothing and write nothing twice, though killed ${String(KILLS)} times (ATMOST_SEED=${String(SEED)})`,
    { timeout: 400_000 },
    async () => {
      const startedAt = Date.now();
      const kills: number[] = [];
      const enough = (): boolean => kills.length >= KILLS;
      const [applied, appliedInSandbox, scans, expired, expiredInSandbox] = await Promise.all([
        applyPlans(PRODUCTION, enough),
        applyPlans(SANDBOX, enough),
        scanRecords(enough),
        expireTokens(PRODUCTION, seeded(SEED + 2), enough),
        expireTokens(SANDBOX, seeded(SEED + 3), enough),
        keepKilling(0, seeded(SEED), kills),
        keepKilling(1, seeded(SEED + 1), kills),
      ]);
      const plans = [...applied, ...appliedInSandbox];
      await expectEachWriteOnce(pair.hubspot, [
        { portalId: PRODUCTION.portalId, plans: applied },
        { portalId: SANDBOX.portalId, plans: appliedInSandbox },
      ]);
      await expectTrueOutcomes(PRODUCTION, applied);
      await expectTrueOutcomes(SANDBOX, appliedInSandbox);
      const { calls, total } = await log();
      expect(calls).toHaveLength(total);
      expect(calls.filter(({ status }) => status === 429)).toEqual([]);
      const lost =
        (await refreshesLost(PRODUCTION, expired, kills)) +
        (await refreshesLost(SANDBOX, expiredInSandbox, kills));
      const takenUp = jobsTakenUp();
      expect(takenUp).toBeGreaterThan(0);
      process.stderr.write(
        `seed ${String(SEED)}: ${String(kills.length)} kills in ${String(Math.round((Date.now() - startedAt) / 1_000))} s, ` +
          `${String(plans.length)} plans of ${String(plans.reduce((sum, { items }) => sum + items.length, 0))} limits, ` +
          `${String(scans.length)} scans, ${String(expired + expiredInSandbox)} expiries, ` +
          `${String(lost)} refreshes cut off, ${String(takenUp)} jobs taken up, ${String(total)} calls\n`,
      );
    },
  );
});

/** Kills one server again and again: mostly while it serves, now and then while it starts. */
async function keepKilling(which: Which, random: () => number, kills: number[]): Promise<void> {
  while (kills.length < KILLS) {
    await sleep(random() * LONGEST_LIFE_MS);
    kills.push(Date.now());
    await pair.end(which, 'SIGKILL');
    const starting = pair.start(which);
    if (random() < 0.15) {
      await sleep(200 + random() * 600);
      kills.push(Date.now());
      await pair.end(which, 'SIGKILL');
      await starting;
      await pair.start(which);
    }
    await starting;
  }
}

/** What the plans of a portal set in turn; each changes every limit of both directions. */
const OBJECT_LIMITS = [80, 90, 85];
const LABEL_LIMITS = [5, 6, null];

/** Applies one plan after the other until `enough`; every acknowledged one comes to its end. */
async function applyPlans(who: Who, enough: () => boolean): Promise<readonly PlanView[]> {
  const plans: PlanView[] = [];
  const rows = await rowsOf(who);
  for (let round = 0; !enough(); round += 1) {
    const planId = randomUUID();
    const changes = rows.map(({ from, to, category, typeId, label }) => {
      const values = label === null ? OBJECT_LIMITS : LABEL_LIMITS;
      return { from, to, category, typeId, limit: values[round % values.length] ?? null };
    });
    await pair.ask('plan', who, 'PUT', `/api/plans/${planId}`, { changes });
    await pair.ask('plan', who, 'POST', `/api/plans/${planId}/apply`);
    plans.push(
      await until(
        () => pair.ask('plan', who, 'GET', `/api/plans/${planId}`),
        ({ state }) => state === 'done',
      ),
    );
  }
  return plans;
}

async function scanRecords(enough: () => boolean): Promise<readonly Scan[]> {
  const scans: Scan[] = [];
  const { portalId } = PRODUCTION;
  const truth = (await pair.hubspot.admin(
    'GET',
    `/distribution?portalId=${String(portalId)}&from=${SCANNED.from}&to=${SCANNED.to}`,
  )) as {
    types: { category: Category; typeId: number; recordsByCount: Record<string, number> }[];
  };
  const counts = truth.types.map(({ recordsByCount, ...type }) => ({
    type: rowText(type),
    distribution: Object.entries(recordsByCount)
      .map(([associations, records]) => [Number(associations), records])
      .filter(([associations]) => associations !== 0),
  }));
  while (!enough()) {
    const path = `/api/scans/${randomUUID()}`;
    await pair.ask('scan', PRODUCTION, 'PUT', path, SCANNED);
    const scan = await until(
      () => pair.ask('scan', PRODUCTION, 'GET', path),
      ({ state }) => state !== 'reading',
    );
    expect(scan).toMatchObject({ state: 'done', read: RECORDS, unread: 0 });
    for (const type of scan.types) {
      const real = counts.find((one) => one.type === rowText(type));
      expect(type.distribution, type.label ?? 'unlabelled').toEqual(real?.distribution ?? []);
    }
    scans.push(scan);
  }
  return scans;
}

/** Lets a portal's tokens expire, each time after the last expiry was answered; counts them. */
async function expireTokens(
  who: Who,
  random: () => number,
  enough: () => boolean,
): Promise<number> {
  const first = await tokenVersion(who);
  let expiries = 0;
  while (!enough()) {
    await sleep(200);
    if ((await tokenVersion(who)) !== first + expiries) continue;
    // A call that is refused twice in a row tells that the app was removed; no token dies that soon.
    await sleep(5_000 + random() * 2_000);
    expiries += 1;
    await pair.hubspot.admin('POST', '/tokens/expire', { portalId: who.portalId });
  }
  const [from, to] = PAIRS[0];
  // Whoever asks now finds the last expiry, if nobody has yet.
  await pair.ask('direction', who, 'GET', `/api/directions/${from}/${to}`);
  expect(await tokenVersion(who)).toBe(first + expiries);
  return expiries;
}

/**
 * Exactly one refresh per expiry: each left one new token in the store, and HubSpot granted no other
 * but those whose server was killed before it could keep the answer.
 */
async function refreshesLost(
  who: Who,
  expiries: number,
  kills: readonly number[],
): Promise<number> {
  const { calls } = await log();
  const grants = calls.filter(
    ({ path, portalId }) => path.startsWith('/oauth/') && portalId === who.portalId,
  );
  const cutOff = grants.filter(({ at }) =>
    kills.some((killedAt) => killedAt >= at && killedAt <= at + LATENCY_MS + 500),
  );
  const lost = grants.length - expiries;
  expect(lost).toBeGreaterThanOrEqual(0);
  expect(lost).toBeLessThanOrEqual(cutOff.length);
  return lost;
}

/** Every limit was saved, and the portal holds what the last plan says. */
async function expectTrueOutcomes(who: Who, plans: readonly PlanView[]): Promise<void> {
  const kinds = plans.flatMap(({ items }) => items.map(({ outcome }) => outcome.kind));
  expect(kinds.filter((kind) => kind !== 'saved' && kind !== 'unchanged')).toEqual([]);
  const rows = await rowsOf(who);
  const last = plans.at(-1);
  for (const item of last?.items ?? []) {
    const row = rows.find(
      (one) => one.from === item.from && one.to === item.to && rowText(one) === rowText(item),
    );
    expect(row?.limit).toBe(item.after);
  }
}

interface Row {
  readonly from: string;
  readonly to: string;
  readonly category: Category;
  readonly typeId: number;
  readonly label: string | null;
  readonly limit: number | null;
}

/** Both directions' types as HubSpot holds them. */
async function rowsOf({ portalId }: Who): Promise<readonly Row[]> {
  const { accounts } = (await pair.hubspot.admin('GET', '/state')) as {
    accounts: { portalId: number; associationTypes: Row[] }[];
  };
  const all = accounts.find((account) => account.portalId === portalId)?.associationTypes ?? [];
  return all
    .filter((row) => PAIRS.some(([from, to]) => row.from === from && row.to === to))
    .map(({ from, to, category, typeId, label, limit }) => ({
      ...{ from, to, category, typeId, label, limit },
    }));
}

interface Logged {
  readonly path: string;
  readonly status: number | null;
  readonly portalId: number | null;
  readonly at: number;
}

const log = async () =>
  (await pair.hubspot.admin('GET', '/calls')) as { total: number; calls: Logged[] };

async function tokenVersion({ portalId }: Who): Promise<number> {
  const portal = portalIdSchema.parse(portalId);
  const row = await createPortals(pair.database.db).find(portal);
  if (!row) throw new Error('The portal is not installed.');
  return row.tokenVersion;
}

/** How often jobs of a killed server were put back for another. */
const jobsTakenUp = (): number => pair.logText().split('"jobs_taken_up"').length - 1;

async function until<Seen>(look: () => Promise<Seen>, isEnough: (seen: Seen) => boolean) {
  const giveUpAt = Date.now() + 240_000;
  for (;;) {
    const seen = await look();
    if (isEnough(seen)) return seen;
    if (Date.now() > giveUpAt) throw new Error(`Not there: ${JSON.stringify(seen)}`);
    await sleep(150);
  }
}

// Uninstalls that HubSpot's journal tells of end the connection without anybody asking for a token.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../server/clock.ts';
import { sendHttp, type SendHttp } from '../../server/hubspot/http.ts';
import { createOauthClient } from '../../server/hubspot/oauth.ts';
import { createUninstallJournal } from '../../server/hubspot/uninstall-journal.ts';
import { pathsOf } from '../../server/hubspot/versions.ts';
import { createLog } from '../../server/log.ts';
import { watchUninstalls } from '../../server/portals/watch-uninstalls.ts';
import { Secret } from '../../server/secret.ts';
import { createJournalPositions } from '../../server/storage/journal-positions.ts';
import { createPortals } from '../../server/storage/portals.ts';
import { CLIENT_ID, CLIENT_SECRET } from './emulator.ts';
import { callsOf } from './matrix/calls.ts';
import { hasStruck, strike } from './matrix/cell.ts';
import { failures } from './matrix/failures.ts';
import { fastClock } from './matrix/fast-clock.ts';
import { noLimits } from './no-limits.ts';
import { wire } from './matrix/wire.ts';
import { PRODUCTION, SANDBOX, startWorld, type World } from './world.ts';

const EARLIEST = '/webhooks-journal/journal/2026-03/batch/earliest/20';

const SEED = Number(process.env['ATMOST_SEED'] ?? Date.now() % 1_000_000);

let world: World;
let lines: string[];
/** Portals of which a new token was asked, and what HubSpot says of them. */
let asked: number[];
let isAway: boolean;
beforeAll(async () => {
  world = await startWorld('small', { limits: noLimits });
});
afterAll(() => world.close());
beforeEach(async () => {
  [lines, asked, isAway] = [[], [], false];
  await begin();
});

/** A server's look, and its tokens reduced to what HubSpot says at a refresh. */
function watcher(send: SendHttp = sendHttp): () => Promise<void> {
  const portals = createPortals(world.database.db);
  const baseUrl = world.hubspot.url;
  const oauth = createOauthClient({
    ...{ send, baseUrl, clientId: CLIENT_ID, redirectUri: `${world.url}/oauth/callback` },
    clientSecret: new Secret(CLIENT_SECRET),
  });
  return watchUninstalls({
    journal: createUninstallJournal({
      ...{ send, baseUrl, oauth, clock: systemClock },
      paths: pathsOf('2026-03'),
    }),
    positions: createJournalPositions(world.database.db),
    portals,
    tokens: {
      accessToken: async (portal, version) => {
        asked.push(portal);
        if (isAway) {
          return { ok: false, failure: { code: 'unavailable', retryAfterMs: 1, hubspot: null } };
        }
        await portals.leave(portal, {
          ...{ at: 1, by: null, reason: 'access_ended', grant: { version: version ?? 0 } },
        });
        return { ok: false, failure: { code: 'disconnected', hubspot: null } };
      },
    },
    log: createLog({ write: (line: string) => void lines.push(line) }),
  });
}

const uninstall = ({ portalId }: { readonly portalId: number }): Promise<unknown> =>
  world.hubspot.admin('POST', '/uninstall', { portalId });

const statusOf = async ({ portalId }: { readonly portalId: number }): Promise<string> => {
  const row = await world.database.db
    .selectFrom('portals')
    .select('status')
    .where('portal_id', '=', portalId)
    .executeTakeFirstOrThrow();
  return row.status;
};

test('a portal that uninstalls is asked about and leaves; others are left alone; each entry is read once', async () => {
  const look = watcher();
  await look();
  await uninstall(PRODUCTION);
  await look();
  expect([await statusOf(PRODUCTION), await statusOf(SANDBOX)]).toEqual([
    'disconnected',
    'connected',
  ]);
  await world.hubspot.forgetCalls();
  await look();
  expect(asked).toEqual([PRODUCTION.portalId]);
  const paths = (await world.hubspot.calls()).map(({ path }) => path);
  expect(paths).toEqual([expect.stringMatching(/\/batch\/[0-9a-f-]{36}\/next\/20$/)]);
});

test('a journal that ends with a 204 is read like one that ends with an empty list', async () => {
  await world.hubspot.scenario('endOfJournal', 'no-content');
  const look = watcher();
  await look();
  await uninstall(PRODUCTION);
  await look();
  await look();
  expect([await statusOf(PRODUCTION), await statusOf(SANDBOX)]).toEqual([
    'disconnected',
    'connected',
  ]);
  expect(lines).toEqual([]);
});

test('another server goes on where the first one was, and while HubSpot is away nothing is passed over', async () => {
  await watcher()();
  await uninstall(PRODUCTION);
  isAway = true;
  await watcher()();
  expect(await statusOf(PRODUCTION)).toBe('connected');
  isAway = false;
  await watcher()();
  expect(await statusOf(PRODUCTION)).toBe('disconnected');
});

test('a portal that came back is asked about, and stays where its grant is good', async () => {
  const look = watcher();
  await look();
  await uninstall(SANDBOX);
  await world.install(SANDBOX);
  isAway = true;
  await look();
  expect([asked, await statusOf(SANDBOX)]).toEqual([[SANDBOX.portalId], 'connected']);
});

test('a position older than the journal begins it anew', async () => {
  await createJournalPositions(world.database.db).save('uninstalls', 'long-gone');
  const look = watcher();
  await look();
  await uninstall(PRODUCTION);
  await look();
  expect(await statusOf(PRODUCTION)).toBe('disconnected');
});

test('without the scopes it is said once, and nothing else happens', async () => {
  await world.hubspot.scenario('journalScopes', 'refused');
  const look = watcher();
  await look();
  await look();
  expect(lines.filter((line) => line.includes('uninstalls_not_watched'))).toHaveLength(1);
  await world.hubspot.scenario('journalScopes', 'granted');
  await world.hubspot.forgetCalls();
  await look();
  const paths = (await world.hubspot.calls()).map(({ path }) => path);
  expect(paths).toContain(EARLIEST);
});

test('a token that HubSpot does not know any more is replaced', async () => {
  const look = watcher();
  await look();
  await world.hubspot.admin('POST', '/reset');
  await look();
  await world.hubspot.forgetCalls();
  await look();
  const statuses = (await world.hubspot.calls()).map(({ status }) => status);
  expect(statuses.every((status) => status === 200)).toBe(true);
});

/** The app is connected to both portals, and nothing was read of HubSpot's journal. */
async function begin(): Promise<void> {
  await world.hubspot.admin('POST', '/reset');
  await world.database.db.deleteFrom('journal_positions').execute();
  await world.install(PRODUCTION);
  await world.install(SANDBOX);
}

/** One portal after the other uninstalls; looked at before, between and after. */
async function bothUninstall(look: () => Promise<void>): Promise<void> {
  await look();
  for (const portal of [PRODUCTION, SANDBOX]) {
    await uninstall(portal);
    await look();
  }
}

/** Of all calls with all failures a quarter, another one with the next seed. */
const isChosen = (_cell: unknown, index: number): boolean =>
  process.env['ATMOST_FULL'] === '1' || (index + SEED) % 4 === 0;

test('whatever call fails, in whatever way, no uninstall is passed over', async () => {
  await world.hubspot.forgetCalls();
  await bothUninstall(watcher());
  const calls = callsOf(await world.hubspot.calls());
  expect(new Set(calls.map(({ kind }) => kind)).size).toBe(5);
  const cells = calls.flatMap((call) =>
    failures.filter(({ of }) => of?.(call) ?? true).map((failure) => ({ call, failure })),
  );
  for (const { call, failure } of cells.filter(isChosen)) {
    await begin();
    // What happens before anybody asks for a journal is in none.
    await watcher()();
    await world.hubspot.forgetCalls();
    const between = { hubspot: world.hubspot, wire: wire(fastClock()) };
    const look = watcher(between.wire.send);
    await strike(between, { call, failure, lasting: false });
    await bothUninstall(look);
    const name = `${failure.name} at ${call.kind} #${String(call.nth)}, ATMOST_SEED=${String(SEED)}`;
    expect(await hasStruck(between), name).toBe(true);
    await world.hubspot.admin('DELETE', '/faults');
    between.wire.mend();
    await look();
    const statuses = [await statusOf(PRODUCTION), await statusOf(SANDBOX)];
    expect(statuses, name).toEqual(['disconnected', 'disconnected']);
  }
}, 300_000);

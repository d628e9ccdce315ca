// Uninstalls that HubSpot's journal tells of end the connection without anybody asking for a token.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../server/clock.ts';
import { sendHttp } from '../../server/hubspot/http.ts';
import { createOauthClient } from '../../server/hubspot/oauth.ts';
import { createUninstallJournal } from '../../server/hubspot/uninstall-journal.ts';
import { pathsOf } from '../../server/hubspot/versions.ts';
import { createLog } from '../../server/log.ts';
import { watchUninstalls } from '../../server/portals/watch-uninstalls.ts';
import { Secret } from '../../server/secret.ts';
import { createJournalPositions } from '../../server/storage/journal-positions.ts';
import { createPortals } from '../../server/storage/portals.ts';
import { CLIENT_ID, CLIENT_SECRET } from './emulator.ts';
import { PRODUCTION, SANDBOX, startWorld, type World } from './world.ts';

const EARLIEST = '/webhooks-journal/journal/2026-03/batch/earliest/20';

let world: World;
let lines: string[];
/** Portals of which a new token was asked, and what HubSpot says of them. */
let asked: number[];
let isAway: boolean;
beforeAll(async () => {
  world = await startWorld();
}, 60_000);
afterAll(() => world.close());
beforeEach(async () => {
  [lines, asked, isAway] = [[], [], false];
  await world.hubspot.admin('POST', '/reset');
  await world.database.db.deleteFrom('journal_positions').execute();
  await world.install(PRODUCTION);
  await world.install(SANDBOX);
});

/** A server's look, and its tokens reduced to what HubSpot says at a refresh. */
function watcher(): () => Promise<void> {
  const portals = createPortals(world.database.db);
  const baseUrl = world.hubspot.url;
  const oauth = createOauthClient({
    ...{ send: sendHttp, baseUrl, clientId: CLIENT_ID, redirectUri: `${world.url}/oauth/callback` },
    clientSecret: new Secret(CLIENT_SECRET),
  });
  return watchUninstalls({
    journal: createUninstallJournal({
      ...{ send: sendHttp, baseUrl, oauth, clock: systemClock },
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

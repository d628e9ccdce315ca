// Tokens: refreshed in time, by one caller at a time, and never at the cost of a newer grant.
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { failed, success } from '#domain/result.ts';
import { createHubSpotClient } from '../../../server/hubspot/client.ts';
import { portalIdSchema, type PortalId } from '../../../server/ids.ts';
import { createLog } from '../../../server/log.ts';
import { createTokens, sealGrant } from '../../../server/portals/tokens.ts';
import { createPortals } from '../../../server/storage/portals.ts';
import { parseKeyRing, type KeyRing } from '../../../server/storage/seal.ts';
import { onEveryStore } from '../../stores.ts';
import { fakeClock } from '../fake-clock.ts';
import { fakeOauth, grantNumber, HALF_AN_HOUR_MS } from './fake-oauth.ts';

const MINUTE_MS = 60_000;

function ring(fill: number): KeyRing {
  const parsed = parseKeyRing(Buffer.alloc(32, fill).toString('base64'));
  if (!parsed.ok) throw new Error(parsed.failure);
  return parsed.value;
}

const keys = ring(1);
let lastPortal = 0;

onEveryStore('an access token', (store) => {
  /** A portal whose tokens were granted just now, and one server that keeps them. */
  async function world() {
    const clock = fakeClock();
    const oauth = fakeOauth();
    const portals = createPortals(store().database.db);
    const portal = v.parse(portalIdSchema, (lastPortal += 1));
    const logLines: string[] = [];
    const dead = new Set<string>();
    const log = createLog({ write: (line: string) => void logLines.push(line) });
    const install = async (name: string | number): Promise<void> => {
      const sealed = sealGrant(keys, portal, grantNumber(name), clock.now());
      await portals.install(portal, {
        ...sealed,
        hubDomain: null,
        scopes: ['oauth'],
        installedBy: null,
        at: clock.now(),
      });
    };
    await install('first');
    const server = (parts: { keys?: KeyRing; isRunning?: () => Promise<boolean> } = {}) => {
      const made = createTokens({
        portals,
        oauth,
        keys: parts.keys ?? keys,
        clock,
        log,
        owner: randomUUID(),
        isRunning: parts.isRunning ?? ((name) => Promise.resolve(!dead.has(name))),
      });
      return {
        tokens: made,
        /** The token's text and version, or the failure's code. */
        async token(refusedVersion: number | null = null, of: PortalId = portal) {
          const token = await made.accessToken(of, refusedVersion);
          if (!token.ok) return token.failure.code;
          return `${token.value.token.reveal()} v${String(token.value.version)}`;
        },
      };
    };
    const expire = (): void => {
      clock.advance(HALF_AN_HOUR_MS);
    };
    return { clock, log, oauth, portals, portal, logLines, dead, install, server, expire };
  }

  test('is the stored one while it lives, without asking HubSpot', async () => {
    const { server, oauth, clock } = await world();
    expect(await server().token()).toBe('access-first v1');
    clock.advance(HALF_AN_HOUR_MS - 3 * MINUTE_MS - 1);
    expect(await server().token()).toBe('access-first v1');
    expect(oauth.refreshedWith).toEqual([]);
  });

  test('is refreshed three minutes before it runs out, and stored', async () => {
    const { server, oauth, clock } = await world();
    clock.advance(HALF_AN_HOUR_MS - 3 * MINUTE_MS);
    expect(await server().token()).toBe('access-2 v2');
    expect(oauth.refreshedWith).toEqual(['refresh-first']);
    expect(await server().token()).toBe('access-2 v2');
    expect(oauth.refreshedWith).toHaveLength(1);
  });

  test('is refreshed at once where the server that was at it died, not after its lease', async () => {
    const { server, oauth, clock, portals, portal, dead, expire } = await world();
    expire();
    await portals.takeRefreshLease(portal, 'killed', 45_000);
    dead.add('killed');
    const since = clock.now();
    expect(await server().token()).toBe('access-2 v2');
    expect(oauth.refreshedWith).toHaveLength(1);
    expect(clock.now() - since).toBeLessThan(1_000);
  });

  test('is left to the server that is at it, where that only lost its session for a moment', async () => {
    const { server, oauth, clock, portals, portal, expire } = await world();
    expire();
    await portals.takeRefreshLease(portal, 'alive', 45_000);
    let looks = 0;
    const other = server({
      async isRunning() {
        looks += 1;
        if (looks === 8) {
          const theirs = sealGrant(keys, portal, grantNumber('theirs'), clock.now());
          await portals.replaceTokens(portal, 1, theirs);
          await portals.releaseRefreshLease(portal, 'alive');
        }
        // A new session is made after a quarter of a second.
        return looks > 3;
      },
    });
    expect(await other.token()).toBe('access-theirs v2');
    expect(oauth.refreshedWith).toEqual([]);
  });

  test('is refreshed next time with the refresh token that came last', async () => {
    const { server, oauth, expire } = await world();
    expire();
    await server().token();
    expire();
    expect(await server().token()).toBe('access-3 v3');
    expect(oauth.refreshedWith).toEqual(['refresh-first', 'refresh-2']);
  });

  test('costs fifty callers at once one refresh', async () => {
    const { server, oauth, expire } = await world();
    expire();
    const one = server();
    const tokens = await Promise.all(Array.from({ length: 50 }, () => one.token()));
    expect(new Set(tokens)).toEqual(new Set(['access-2 v2']));
    expect(oauth.refreshedWith).toHaveLength(1);
  });

  test('costs the callers of three servers one refresh', async () => {
    const { server, oauth, expire } = await world();
    expire();
    const servers = [server(), server(), server()];
    const tokens = await Promise.all(
      servers.flatMap((one) => Array.from({ length: 10 }, () => one.token())),
    );
    expect(new Set(tokens)).toEqual(new Set(['access-2 v2']));
    expect(oauth.refreshedWith).toHaveLength(1);
  });

  test('comes from one refresh even where that is slow: nobody else starts another', async () => {
    const { server, oauth, expire, clock } = await world();
    expire();
    // As long as a token request may take at most; the lease must outlive it.
    oauth.answerWith(async () => {
      for (let step = 0; step < 20; step += 1) await clock.sleep(1_000);
      return success(grantNumber('slow'));
    });
    const tokens = await Promise.all([server().token(), server().token(), server().token()]);
    expect(tokens).toEqual(['access-slow v2', 'access-slow v2', 'access-slow v2']);
    expect(oauth.refreshedWith).toHaveLength(1);
  });

  test('that comes after its caller has gone is kept for the next one, and not asked for twice', async () => {
    const { server, oauth, expire, clock, portal, log } = await world();
    expire();
    const gate = Promise.withResolvers<undefined>();
    oauth.answerWith(async () => {
      await gate.promise;
      return success(grantNumber('late'));
    });
    const one = server();
    const nobody = (): Promise<never> => Promise.reject(new Error('Nothing is sent.'));
    const client = createHubSpotClient({
      ...{ send: nobody, baseUrl: '', tokens: one.tokens, clock, log },
      pace: { take: nobody, observe: nobody, hold: nobody },
    });
    const call = await client.call(portal, {
      ...{ method: 'GET', path: '/crm/x', answer: v.unknown() },
      patience: { lane: 'person', totalMs: 1, attemptMs: 1 },
    });
    expect(call).toMatchObject({ ok: false, failure: { code: 'unavailable' } });
    const next = one.token();
    gate.resolve(undefined);
    expect(await next).toBe('access-late v2');
    expect(await server().token()).toBe('access-late v2');
    expect(oauth.refreshedWith).toHaveLength(1);
  });

  describe('that HubSpot refused', () => {
    test('is refreshed once for all who had it', async () => {
      const { server, oauth } = await world();
      const [one, other] = [server(), server()];
      const tokens = await Promise.all([one.token(1), one.token(1), other.token(1)]);
      expect(new Set(tokens)).toEqual(new Set(['access-2 v2']));
      expect(oauth.refreshedWith).toHaveLength(1);
    });

    test('is not refreshed again by who comes late with the old version', async () => {
      const { server, oauth } = await world();
      await server().token(1);
      expect(await server().token(1)).toBe('access-2 v2');
      expect(oauth.refreshedWith).toHaveLength(1);
    });

    test('is refreshed by who had it, also where a refresh for others is under way', async () => {
      const { server, oauth, clock, expire } = await world();
      expire();
      const one = server();
      await Promise.all([one.token(), one.token(1)]);
      expect(oauth.refreshedWith).toHaveLength(1);
      clock.advance(MINUTE_MS);
      expect(await one.token(2)).toBe('access-3 v3');
    });
  });

  describe('of a revoked grant', () => {
    test('is none: the portal is disconnected and its tokens are gone', async () => {
      const { server, oauth, portals, portal, expire } = await world();
      expire();
      oauth.answerWith(() => Promise.resolve(failed({ code: 'disconnected', hubspot: null })));
      expect(await server().token()).toBe('disconnected');
      expect(await portals.find(portal)).toMatchObject({
        status: 'disconnected',
        accessSealed: null,
        refreshSealed: null,
      });
    });

    test('is not asked for again', async () => {
      const { server, oauth, expire } = await world();
      expire();
      oauth.answerWith(() => Promise.resolve(failed({ code: 'disconnected', hubspot: null })));
      const one = server();
      await Promise.all([one.token(), one.token(), server().token()]);
      expect(await one.token()).toBe('disconnected');
      expect(oauth.refreshedWith).toHaveLength(1);
    });

    test('does not disconnect a reinstall that came while HubSpot was asked', async () => {
      const { server, oauth, install, expire } = await world();
      expire();
      oauth.answerWith(async () => {
        await install('again');
        return failed({ code: 'disconnected', hubspot: null });
      });
      expect(await server().token()).toBe('access-again v2');
      expect(await server().token()).toBe('access-again v2');
    });
  });

  test('that comes late does not replace the one of a reinstall, and is not handed out', async () => {
    const { server, oauth, install, expire } = await world();
    expire();
    oauth.answerWith(async () => {
      await install('again');
      return success(grantNumber('late'));
    });
    expect(await server().token()).toBe('access-again v2');
    expect(await server().token()).toBe('access-again v2');
  });

  test.each([
    ['a wrong client secret', { code: 'app_misconfigured', hubspot: null }],
    ['an outage', { code: 'unavailable', retryAfterMs: 1, hubspot: null }],
    ['a rate limit', { code: 'rate_limited', retryAfterMs: 1, hubspot: null }],
    ['a migration', { code: 'migrating', retryAfterMs: 1, hubspot: null }],
  ] as const)('is none after %s, and the install is kept', async (_why, failure) => {
    const { server, oauth, portals, portal, expire } = await world();
    expire();
    const before = await portals.find(portal);
    oauth.answerWith(() => Promise.resolve(failed(failure)));
    expect(await server().token()).toBe(failure.code);
    expect(await portals.find(portal)).toEqual(before);
    oauth.answerWith(() => Promise.resolve(success(grantNumber('better'))));
    expect(await server().token()).toBe('access-better v2');
  });

  test('can be asked for again after a refresh that threw', async () => {
    const { server, oauth, expire } = await world();
    expire();
    const one = server();
    oauth.answerWith(() => Promise.reject(new Error('a bug')));
    await expect(one.token()).rejects.toThrow('a bug');
    oauth.answerWith(() => Promise.resolve(success(grantNumber('better'))));
    expect(await one.token()).toBe('access-better v2');
  });

  test('is none where the server has lost its keys: that is the operator’s problem', async () => {
    const { server, portals, portal, logLines, expire } = await world();
    const before = await portals.find(portal);
    const locked = server({ keys: ring(2) });
    expect(await locked.token()).toBe('app_misconfigured');
    expire();
    expect(await locked.token()).toBe('app_misconfigured');
    expect(await portals.find(portal)).toEqual(before);
    expect(logLines.join('')).toContain('token_unreadable');
  });

  test('is none for a portal that never installed', async () => {
    const { server, oauth } = await world();
    expect(await server().token(null, v.parse(portalIdSchema, 999_999))).toBe('not_installed');
    expect(oauth.refreshedWith).toEqual([]);
  });

  test('is nobody else’s: rows that changed places do not open', async () => {
    const [mine, theirs] = [await world(), await world()];
    const row = await theirs.portals.find(theirs.portal);
    const stolen = {
      accessSealed: row?.accessSealed ?? '',
      refreshSealed: row?.refreshSealed ?? '',
      accessExpiresAt: row?.accessExpiresAt ?? 0,
    };
    await mine.portals.replaceTokens(mine.portal, 1, stolen);
    expect(await mine.server().token()).toBe('app_misconfigured');
  });

  test('stands in no log line and in no row', async () => {
    const { server, logLines, expire } = await world();
    expire();
    await server().token();
    const rows = await store().database.db.selectFrom('portals').selectAll().execute();
    expect(logLines.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows) + logLines.join('')).not.toMatch(/(access|refresh)-(first|2)\b/);
  });
});

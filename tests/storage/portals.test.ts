// Installs: one row per portal, changed only by who saw its newest tokens.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { portalIdSchema, userIdSchema, type PortalId } from '../../server/ids.ts';
import type { Leaving } from '../../server/storage/leave-portal.ts';
import { createPortals, type SealedTokens } from '../../server/storage/portals.ts';
import { onEveryStore } from '../stores.ts';

const tokens = (name: string, accessExpiresAt = 1_800_000_000_000): SealedTokens => ({
  accessSealed: `access ${name}`,
  refreshSealed: `refresh ${name}`,
  accessExpiresAt,
});

const grant = (name: string) => ({
  ...tokens(name),
  hubDomain: 'example.hubspot.com',
  scopes: ['oauth', 'tickets'],
  installedBy: v.parse(userIdSchema, 7),
  at: 1_700_000_000_000,
});

const leaving = (version: number): Leaving => ({
  ...{ at: 5, by: null, reason: 'access_ended', grant: { version } },
});

let last = 0;
const newPortal = (): PortalId => v.parse(portalIdSchema, (last += 1));

onEveryStore('an install', (store) => {
  const portals = () => createPortals(store().database.db);
  const installed = async (name = 'first'): Promise<PortalId> => {
    const portal = newPortal();
    await portals().install(portal, grant(name));
    return portal;
  };
  const seen = async (portal: PortalId) => {
    const row = await portals().find(portal);
    return `${row?.status ?? 'none'} ${String(row?.tokenVersion)} ${row?.accessSealed ?? 'none'}`;
  };

  test('is found as it was stored, with numbers as numbers', async () => {
    const portal = await installed();
    await portals().setAccount(portal, 'SANDBOX', 'app-eu1.hubspot.com');
    expect(await portals().find(portal)).toEqual({
      portalId: portal,
      status: 'connected',
      accountType: 'SANDBOX',
      uiDomain: 'app-eu1.hubspot.com',
      scopes: ['oauth', 'tickets'],
      ...tokens('first'),
      tokenVersion: 1,
      refreshLeaseOwner: null,
      connectedAt: 1_700_000_000_000,
      leftAt: null,
    });
  });

  test('may have the largest id that a number can hold', async () => {
    const portal = v.parse(portalIdSchema, Number.MAX_SAFE_INTEGER);
    await portals().install(portal, grant('large'));
    expect((await portals().find(portal))?.portalId).toBe(Number.MAX_SAFE_INTEGER);
  });

  test('is not found for a portal that has none', async () => {
    expect(await portals().find(newPortal())).toBe(null);
  });

  test('is updated by a reinstall: the newest grant wins and the account is kept', async () => {
    const portal = await installed();
    await portals().setAccount(portal, 'STANDARD', null);
    await portals().install(portal, {
      ...grant('second'),
      scopes: ['oauth'],
      at: 1_800_000_000_000,
    });
    expect(await seen(portal)).toBe('connected 2 access second');
    expect(await portals().find(portal)).toMatchObject({
      scopes: ['oauth'],
      accountType: 'STANDARD',
    });
    const row = await store()
      .database.db.selectFrom('portals')
      .select(['installed_at', 'updated_at'])
      .where('portal_id', '=', portal)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ installed_at: 1_700_000_000_000, updated_at: 1_800_000_000_000 });
  });

  test('survives ten reinstalls at once with a version for each', async () => {
    const portal = newPortal();
    const names = Array.from({ length: 10 }, (_, index) => `grant ${String(index)}`);
    await Promise.all(names.map((name) => portals().install(portal, grant(name))));
    expect((await portals().find(portal))?.tokenVersion).toBe(10);
  });

  test('gets refreshed tokens only from who saw its newest ones', async () => {
    const portal = await installed();
    expect(await portals().replaceTokens(portal, 1, tokens('refreshed', 5))).toBe(true);
    expect(await seen(portal)).toBe('connected 2 access refreshed');
    expect((await portals().find(portal))?.accessExpiresAt).toBe(5);
    expect(await portals().replaceTokens(portal, 1, tokens('late'))).toBe(false);
    expect(await seen(portal)).toBe('connected 2 access refreshed');
  });

  test('takes the tokens of one of ten callers at once', async () => {
    const portal = await installed();
    const saved = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        portals().replaceTokens(portal, 1, tokens(`number ${String(index)}`)),
      ),
    );
    expect(saved.filter(Boolean)).toHaveLength(1);
    expect(await seen(portal)).toBe(`connected 2 access number ${String(saved.indexOf(true))}`);
  });

  test('loses its tokens when it is disconnected, and gets none back but by a reinstall', async () => {
    const portal = await installed();
    expect(await portals().leave(portal, leaving(1))).toBe(true);
    expect(await portals().find(portal)).toMatchObject({
      status: 'disconnected',
      accessSealed: null,
      refreshSealed: null,
      accessExpiresAt: 0,
    });
    expect(await portals().replaceTokens(portal, 1, tokens('late'))).toBe(false);
    expect(await seen(portal)).toBe('disconnected 1 none');
    await portals().install(portal, grant('again'));
    expect(await seen(portal)).toBe('connected 2 access again');
  });

  test('is not disconnected by who saw an older grant', async () => {
    const portal = await installed();
    await portals().install(portal, grant('second'));
    expect(await portals().leave(portal, leaving(1))).toBe(false);
    expect(await seen(portal)).toBe('connected 2 access second');
  });

  test('is never changed together with another portal’s', async () => {
    const [one, other] = [await installed('one'), await installed('other')];
    await portals().replaceTokens(one, 1, tokens('refreshed'));
    await portals().leave(one, leaving(2));
    await portals().setAccount(one, 'SANDBOX', 'x');
    expect(await seen(other)).toBe('connected 1 access other');
    expect((await portals().find(other))?.accountType).toBe(null);
  });
});

onEveryStore('a refresh lease', (store) => {
  const portals = () => createPortals(store().database.db);
  const installed = async (): Promise<PortalId> => {
    const portal = newPortal();
    await portals().install(portal, grant('leased'));
    return portal;
  };

  test('goes to one of ten takers at once', async () => {
    const portal = await installed();
    const taken = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        portals().takeRefreshLease(portal, `owner ${String(index)}`, 60_000),
      ),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  test('is not given twice, not even to its owner', async () => {
    const portal = await installed();
    expect(await portals().takeRefreshLease(portal, 'a', 60_000)).toBe(true);
    expect(await portals().takeRefreshLease(portal, 'a', 60_000)).toBe(false);
  });

  test('is free again once its owner releases it, and only its owner can', async () => {
    const portal = await installed();
    await portals().takeRefreshLease(portal, 'a', 60_000);
    await portals().releaseRefreshLease(portal, 'b');
    expect(await portals().takeRefreshLease(portal, 'b', 60_000)).toBe(false);
    await portals().releaseRefreshLease(portal, 'a');
    expect(await portals().takeRefreshLease(portal, 'b', 60_000)).toBe(true);
  });

  test('runs out by the database’s clock, so that a killed owner blocks nobody', async () => {
    const portal = await installed();
    const lasts = 150;
    const begun = performance.now();
    await portals().takeRefreshLease(portal, 'killed', lasts);
    const next = () => portals().takeRefreshLease(portal, 'next', 60_000);
    await expect.poll(next, { interval: 10, timeout: 30_000 }).toBe(true);
    // However slow the machine is, never before its end; the database's clock may count in whole ms.
    expect(performance.now() - begun).toBeGreaterThan(lasts - 2);
    await portals().releaseRefreshLease(portal, 'killed');
    expect(await portals().takeRefreshLease(portal, 'third', 60_000)).toBe(false);
  });

  test('is for one portal, and for installed portals only', async () => {
    const [one, other] = [await installed(), await installed()];
    await portals().takeRefreshLease(one, 'a', 60_000);
    expect(await portals().takeRefreshLease(other, 'b', 60_000)).toBe(true);
    expect(await portals().takeRefreshLease(newPortal(), 'a', 60_000)).toBe(false);
  });
});

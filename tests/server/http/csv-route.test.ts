// The list of records behind a signed link, on a real store, while time goes by and scans go.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SCAN_RECORD_DAYS } from '#domain/scan.ts';
import { CSV_LINK_MS, CSV_PATH, signCsvGrant } from '../../../server/http/csv-link.ts';
import { csvRoute } from '../../../server/http/csv-route.ts';
import { portalIdSchema, userIdSchema } from '../../../server/ids.ts';
import { forgetOldRecords } from '../../../server/scans/forget-records.ts';
import { createPortals } from '../../../server/storage/portals.ts';
import { createScanViews, type ScanViews } from '../../../server/storage/scan-views.ts';
import { createScans } from '../../../server/storage/scans.ts';
import { Secret } from '../../../server/secret.ts';
import { onEmbedded } from '../../stores.ts';
import { fakeClock, type FakeClock } from '../fake-clock.ts';

const PORTAL = v.parse(portalIdSchema, 42);
const NEIGHBOUR = v.parse(portalIdSchema, 43);
const SCAN = '00000000-0000-4000-8000-000000000001';
const NEWER_SCAN = '00000000-0000-4000-8000-000000000002';
const SECRET = new Secret('planted-client-secret');
const DAY_MS = 24 * 3_600_000;
const label = { category: 'USER_DEFINED', typeId: 7 } as const;
/** More than the server reads from the store at once, and more than a socket takes unread. */
const RECORDS = 12_000;

onEmbedded('the list of records as CSV', (store) => {
  let clock: FakeClock;
  let http: Server;
  /** What happens before the store is asked for another page. */
  let beforePage: () => Promise<void>;

  const scans = () => createScans(store().database.db);
  const scanned = async (scanId: string, records: number): Promise<void> => {
    const types = [{ ...label, label: 'Billing' }];
    const scan = { scanId, from: '0-3', to: '0-2', objectTypes: [], types, total: null };
    const begun = { ...scan, startedAt: clock.now(), startedBy: v.parse(userIdSchema, 1) };
    await scans().begin(PORTAL, begun, () => Promise.resolve());
    const ids = Array.from({ length: records }, (_, index) => index + 1);
    await scans().advance(PORTAL, scanId, {
      ...{ from: { after: null, read: 0 }, after: null, records, unread: 0 },
      counts: [{ ...label, associations: 3, records }],
      heavy: ids.map((recordId) => ({ ...label, recordId, associations: 3 })),
    });
    await scans().end(PORTAL, scanId, { state: 'done', problem: null }, clock.now());
  };
  const link = (portal = PORTAL, over = 2): string => {
    const grant = { portal, scanId: SCAN, type: { ...label, over } };
    const token = signCsvGrant(SECRET, grant, clock.now() + CSV_LINK_MS);
    const { port } = http.address() as AddressInfo;
    return `http://localhost:${String(port)}${CSV_PATH}/${token}`;
  };
  const open = async (url: string): Promise<{ status: number; text: string }> => {
    const response = await fetch(url);
    return { status: response.status, text: await response.text() };
  };

  beforeEach(async () => {
    const { db } = store().database;
    await db.deleteFrom('scans').execute();
    clock = fakeClock();
    beforePage = () => Promise.resolve();
    const views = createScanViews(db);
    const watched: ScanViews = {
      ...views,
      async pageOver(...asked) {
        await beforePage();
        return views.pageOver(...asked);
      },
    };
    const parts = { scans: scans(), views: watched, portals: createPortals(db) };
    const app = express().use(csvRoute({ ...parts, clientSecret: SECRET, clock }));
    http = createServer(app);
    await new Promise<void>((resolve) => http.listen(0, resolve));
  });
  afterEach(() => {
    http.close();
    http.closeAllConnections();
  });

  test('it holds every record above the limit, whole, and names itself', async () => {
    await scanned(SCAN, RECORDS);
    const response = await fetch(link());
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const lines = (await response.text()).trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + RECORDS);
    expect(lines[1]).toBe('12000,3,https://app.hubspot.com/contacts/42/record/0-3/12000');
    const ids = lines.slice(1).map((line) => line.split(',')[0]);
    expect(new Set(ids).size).toBe(RECORDS);
    expect((await open(link(PORTAL, 3))).text).toBe('record_id,associations,url\r\n');
  });

  test('after five minutes it is refused, with the way out', async () => {
    await scanned(SCAN, 2);
    const url = link();
    clock.advance(CSV_LINK_MS - 1);
    expect((await open(url)).status).toBe(200);
    clock.advance(1);
    expect(await open(url)).toEqual({
      status: 410,
      text: 'This link was good for five minutes. Ask for the list in Atmost again.',
    });
  });

  test('altered, it leads nowhere', async () => {
    await scanned(SCAN, 2);
    const url = link();
    for (const altered of [`${url}A`, url.slice(0, -1), url.replace(CSV_PATH, `${CSV_PATH}/e`)]) {
      const { status, text } = await open(altered);
      expect(status).toBe(404);
      expect(text).not.toContain('record_id');
    }
  });

  test('another portal’s link shows nothing of this portal’s scan', async () => {
    await scanned(SCAN, 2);
    expect(await open(link(NEIGHBOUR))).toEqual({
      status: 410,
      text: 'This scan is gone; a newer one replaced it. Ask for the list in Atmost again.',
    });
  });

  test('of a scan that was replaced, it says so', async () => {
    await scanned(SCAN, 2);
    clock.advance(1_000);
    await scanned(NEWER_SCAN, 2);
    const { status, text } = await open(link());
    expect([status, text]).toEqual([410, expect.stringContaining('a newer one replaced it')]);
  });

  test('of a scan whose record ids were deleted, it says so instead of showing an empty list', async () => {
    await scanned(SCAN, 2);
    clock.advance(SCAN_RECORD_DAYS * DAY_MS + 1);
    await forgetOldRecords({ scans: scans(), clock });
    expect(await open(link())).toEqual({
      status: 410,
      text: 'The record ids of this scan were deleted; they are kept for 30 days, or until Atmost is disconnected. Scan again in Atmost.',
    });
  });

  test('of a portal that was disconnected since, it does not say that thirty days are over', async () => {
    await scanned(SCAN, 2);
    const portals = createPortals(store().database.db);
    const at = clock.now();
    const tokens = { accessSealed: '', refreshSealed: '', accessExpiresAt: 0 };
    const grant = { ...tokens, hubDomain: null, scopes: [], installedBy: null, at };
    await portals.install(PORTAL, grant);
    const meant = { connectedAt: at };
    await portals.leave(PORTAL, { at, by: null, reason: 'panel', grant: meant });
    const { status, text } = await open(link());
    expect([status, text]).toEqual([410, expect.stringContaining('until Atmost is disconnected')]);
  });

  test('a list that is replaced while it is sent breaks off, so that no part passes for the whole', async () => {
    await scanned(SCAN, RECORDS);
    let pages = 0;
    beforePage = async () => {
      pages += 1;
      if (pages === 2) await scanned(NEWER_SCAN, 1);
    };
    const response = await fetch(link());
    await expect(response.text().then(({ length }) => length)).rejects.toThrow('terminated');
  });

  test('a browser that leaves in the middle ends the reading, and harms nobody', async () => {
    await scanned(SCAN, RECORDS);
    const gone = new Promise((resolve) => {
      http.once('connection', (socket) => socket.once('close', resolve));
    });
    const leaving = new AbortController();
    const middle = Promise.withResolvers<null>();
    let pages = 0;
    beforePage = async () => {
      pages += 1;
      if (pages !== 2) return;
      middle.resolve(null);
      await gone;
    };
    const response = await fetch(link(), { signal: leaving.signal });
    await middle.promise;
    leaving.abort();
    await expect(response.text()).rejects.toThrow('aborted');
    await gone;
    beforePage = () => Promise.resolve();
    expect((await open(link())).status).toBe(200);
    expect(pages).toBe(2);
  });
});

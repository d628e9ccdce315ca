// The CSV of records above a limit: read in pages, each record once, and never passed off as whole.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { portalIdSchema } from '../../../server/ids.ts';
import { recordsCsv, type RecordsCsvParts } from '../../../server/scans/records-csv.ts';
import type { PortalRow } from '../../../server/storage/portals.ts';
import type { RecordCount } from '../../../server/storage/scan-views.ts';
import type { StoredScan } from '../../../server/storage/scans.ts';

const PORTAL = v.parse(portalIdSchema, 42);
const LINES_AT_ONCE = 5_000;
const ASKED = {
  ...{ portal: PORTAL, scanId: 'one' },
  type: { category: 'USER_DEFINED', typeId: 7, over: 3 },
} as const;

const SCAN: StoredScan = {
  ...{ scanId: 'one', from: '0-3', to: '0-2', objectTypes: [], types: [], state: 'done' },
  ...{ startedAt: 1, finishedAt: 2, resumesAt: null, putOff: 0, problem: null },
  ...{ after: null, read: 9, unread: 0, total: null, recordsDeletedAt: null },
};

const CONNECTED: PortalRow = {
  ...{ portalId: PORTAL, status: 'connected', accountType: null, uiDomain: null, scopes: [] },
  ...{ accessSealed: null, refreshSealed: null, accessExpiresAt: 0, tokenVersion: 1 },
  ...{ refreshLeaseOwner: null, connectedAt: 0, leftAt: null },
};

/** A store with so many records above the limit, of which each page is told what it asks for. */
function world(count: number, uiDomain: string | null = 'app-eu1.hubspot.com') {
  const rows = Array.from({ length: count }, (_, place): RecordCount => {
    return { recordId: count - place, associations: 9 };
  });
  const stored: { scan: StoredScan | null } = { scan: SCAN };
  const pages: (RecordCount | null)[] = [];
  const parts: RecordsCsvParts = {
    scans: { find: () => Promise.resolve(stored.scan) },
    views: {
      pageOver(_portal, _scanId, type, { after, limit }) {
        expect(type).toBe(ASKED.type);
        pages.push(after);
        const start = after === null ? 0 : rows.indexOf(after) + 1;
        return Promise.resolve(rows.slice(start, start + limit));
      },
    },
    portals: { find: () => Promise.resolve({ ...CONNECTED, uiDomain }) },
  };
  return { rows, stored, pages, csv: () => recordsCsv(parts, ASKED) };
}

/** All that is sent; null stands for a list that went. */
async function sent(csv: ReturnType<typeof recordsCsv>): Promise<(string | null)[]> {
  const found = await csv;
  if (found.kind !== 'list') throw new Error(found.kind);
  const parts: (string | null)[] = [];
  for await (const part of found.lines) parts.push(part);
  return parts;
}

/** The whole of a list that did not go. */
async function textOf(csv: ReturnType<typeof recordsCsv>): Promise<string> {
  const parts = await sent(csv);
  expect(parts).not.toContain(null);
  return parts.join('');
}

test('a record is a line: its id, its number, and where HubSpot shows it', async () => {
  const { csv } = world(2);
  expect(await csv()).toMatchObject({ kind: 'list', fileName: 'atmost-0-3-0-2-over-3.csv' });
  expect(await textOf(csv())).toBe(
    [
      'record_id,associations,url',
      '2,9,https://app-eu1.hubspot.com/contacts/42/record/0-3/2',
      '1,9,https://app-eu1.hubspot.com/contacts/42/record/0-3/1',
      '',
    ].join('\r\n'),
  );
  const unknown = world(1, null);
  expect(await textOf(unknown.csv())).toContain('https://app.hubspot.com/contacts/42/');
});

test.each([0, 1, LINES_AT_ONCE - 1, LINES_AT_ONCE, LINES_AT_ONCE + 1, 2 * LINES_AT_ONCE + 7])(
  '%i records are told once each, page by page',
  async (count) => {
    const { rows, pages, csv } = world(count);
    const text = await textOf(csv());
    const ids = text
      .split('\r\n')
      .slice(1, -1)
      .map((line) => Number(line.split(',')[0]));
    expect(ids).toEqual(rows.map(({ recordId }) => recordId));
    const told = Array.from({ length: Math.floor(count / LINES_AT_ONCE) }, (_, page) => {
      return rows[(page + 1) * LINES_AT_ONCE - 1];
    });
    expect(pages).toEqual([null, ...told]);
  },
);

test('where there is no scan, or its ids are gone, there is no list', async () => {
  const { stored, pages, csv } = world(2);
  stored.scan = { ...SCAN, recordsDeletedAt: 5 };
  expect(await csv()).toEqual({ kind: 'ids_deleted' });
  stored.scan = null;
  expect(await csv()).toEqual({ kind: 'no_such_scan' });
  expect(pages).toEqual([]);
});

test.each([[null], [{ ...SCAN, recordsDeletedAt: 5 }]])(
  'a list that goes while it is sent breaks off: %j',
  async (then) => {
    const { stored, csv } = world(2);
    const list = csv();
    await list;
    stored.scan = then;
    expect((await sent(list)).at(-1)).toBeNull();
  },
);

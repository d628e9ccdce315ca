// A scan whose store goes away between two stretches.
import { setImmediate as turn } from 'node:timers/promises';
import * as v from 'valibot';
import { expect, onTestFinished, test, vi } from 'vitest';
import { success } from '#domain/result.ts';
import { portalIdSchema } from '../../../server/ids.ts';
import { runScan, type RunScanParts } from '../../../server/scans/run-scan.ts';
import type { StoredScan } from '../../../server/storage/scans.ts';
import { fakeClock } from '../fake-clock.ts';

const PORTAL = v.parse(portalIdSchema, 42);
const AWAY = new Error('The store is away.');
const unused = (): Promise<never> => Promise.reject(new Error('Not needed here.'));

const SCAN: StoredScan = {
  ...{ scanId: 'one', from: '0-3', to: '0-2', objectTypes: [], types: [], state: 'reading' },
  ...{ startedAt: 1, finishedAt: null, resumesAt: null, putOff: 0, problem: null },
  ...{ after: null, read: 0, unread: 0, total: null, recordsDeletedAt: null },
};

test('both readings under way fail, and one failure is told: none is left that ends the process', async () => {
  const unheard = vi.fn();
  process.on('unhandledRejection', unheard);
  onTestFinished(() => void process.off('unhandledRejection', unheard));
  let pages = 0;
  const parts: RunScanParts = {
    scans: { find: () => Promise.resolve(SCAN), advance: unused, pause: unused, end: unused },
    records: {
      // A token is looked up in the store before HubSpot is asked.
      listIds() {
        pages += 1;
        const ids = Array.from({ length: 1_000 }, (_, index) => String(index));
        return pages === 1
          ? Promise.resolve(success({ ids, after: 'next' }))
          : Promise.reject(AWAY);
      },
      async readLinks() {
        await turn();
        throw AWAY;
      },
    },
    clock: fakeClock(),
    stopping: () => false,
  };
  await expect(runScan(parts, PORTAL, SCAN.scanId)).rejects.toBe(AWAY);
  await turn();
  expect(pages).toBe(2);
  expect(unheard).not.toHaveBeenCalled();
});

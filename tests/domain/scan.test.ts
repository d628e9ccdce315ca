// What a scan's numbers answer: every limit, the most, and the percentiles, as counting would.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import {
  csvLinkRequestSchema,
  judgeRequestSchema,
  overLimitQuerySchema,
} from '#domain/requests/scan.ts';
import {
  judgeLimit,
  mostAssociations,
  NEVER_SCANNED,
  percentile,
  recordsOver,
  withScan,
  type Distribution,
  type Scan,
  type ScanState,
} from '#domain/scan.ts';

/** 8 records with one association, 3 with two, 1 with 40. */
const distribution: Distribution = [
  [1, 8],
  [2, 3],
  [40, 1],
];
const NOBODY: Distribution = [];

/** Records as HubSpot has them: the number of associations of each. */
const portal = fc.array(
  fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 10_000 })),
  {
    maxLength: 60,
  },
);

/** As a scan stores them: from the fewest, without those that have none. */
const distributionOf = (records: readonly number[]): Distribution =>
  [...Map.groupBy(records, (associations) => associations)]
    .filter(([associations]) => associations > 0)
    .sort(([one], [other]) => one - other)
    .map(([associations, same]) => [associations, same.length]);

describe('records over a limit', () => {
  test.for([
    [1, 4],
    [2, 1],
    [39, 1],
    [40, 0],
    [10_000, 0],
  ] as const)('a limit of %i leaves %i records over it', ([limit, over]) => {
    expect(recordsOver(distribution, limit)).toBe(over);
  });

  test('where nobody has an association, nobody is over any limit', () => {
    expect(recordsOver(NOBODY, 1)).toBe(0);
  });

  test('it is a count of the records, and never grows with the limit', () => {
    fc.assert(
      fc.property(portal, fc.integer({ min: 1, max: 10_000 }), (records, limit) => {
        const counts = distributionOf(records);
        const over = recordsOver(counts, limit);
        expect(over).toBe(records.filter((associations) => associations > limit).length);
        expect(recordsOver(counts, limit + 1)).toBeLessThanOrEqual(over);
        expect(recordsOver(counts, mostAssociations(counts))).toBe(0);
      }),
    );
  });
});

describe('the most associations', () => {
  test('those of the record with the most; 0 where nobody has one', () => {
    expect(mostAssociations(distribution)).toBe(40);
    expect(mostAssociations(NOBODY)).toBe(0);
  });

  test('a limit just below it has somebody over it', () => {
    fc.assert(
      fc.property(portal, (records) => {
        const counts = distributionOf(records);
        const most = mostAssociations(counts);
        expect(most).toBe(Math.max(0, ...records));
        fc.pre(most > 1);
        expect(recordsOver(counts, most - 1)).toBeGreaterThan(0);
      }),
    );
  });
});

describe('percentiles', () => {
  test.for([
    // 12 records have associations, 8 have none.
    [20, 0.4, 0],
    [20, 0.5, 1],
    [20, 0.8, 1],
    [20, 0.95, 2],
    [20, 1, 40],
    // Everybody has one.
    [12, 0, 0],
    [12, 0.5, 1],
  ] as const)('of %i records, a share of %d has at most %i', ([records, share, expected]) => {
    expect(percentile(distribution, records, share)).toBe(expected);
  });

  test('an object type without records, or without associations, has 0 everywhere', () => {
    for (const share of [0, 0.5, 0.95, 1]) {
      expect(percentile(NOBODY, 0, share)).toBe(0);
      expect(percentile(NOBODY, 48_210, share)).toBe(0);
    }
  });

  test('it is the record found by counting along the sorted records', () => {
    fc.assert(
      fc.property(
        portal,
        fc.constantFrom(1, 10, 25, 50, 75, 90, 95, 99, 100),
        (records, percent) => {
          fc.pre(records.length > 0);
          const sorted = [...records].sort((one, other) => one - other);
          const place = Math.ceil((percent * records.length) / 100) - 1;
          const counts = distributionOf(records);
          expect(percentile(counts, records.length, percent / 100)).toBe(sorted[place]);
        },
      ),
    );
  });
});

const TYPE = { category: 'USER_DEFINED', typeId: 7 } as const;

const scanIn = (state: ScanState, more: Partial<Scan> = {}): Scan => {
  const type = (id: string) => ({ id, singular: id, plural: id, custom: false });
  return {
    scanId: '00000000-0000-4000-8000-000000000001',
    ...{ from: type('0-3'), to: type('0-2'), state, startedAt: '2026-11-01T10:00:00Z' },
    ...{ finishedAt: state === 'reading' ? null : '2026-11-01T10:05:00Z', resumesAt: null },
    ...{ problem: null, read: 20, total: 40, unread: 2, resumable: false },
    types: [{ ...TYPE, label: 'Billing', distribution: state === 'done' ? distribution : [] }],
    ...more,
  };
};

describe('what the scans of a direction say about a limit', () => {
  const finished = scanIn('done');
  const scanned = { kind: 'scanned', over: 4, records: 18, at: finished.finishedAt };

  test('the finished one says it, whatever became of a newer one', () => {
    expect(judgeLimit({ finished, unfinished: null }, TYPE, 1)).toEqual({
      ...scanned,
      again: false,
    });
    for (const state of ['reading', 'cancelled', 'stopped'] as const) {
      const judged = judgeLimit({ finished, unfinished: scanIn(state) }, TYPE, 1);
      expect(judged, state).toEqual({ ...scanned, again: state === 'reading' });
    }
  });

  test('one that is not finished says nothing, however far it came', () => {
    const ended = { kind: 'not_scanned' };
    expect(judgeLimit(NEVER_SCANNED, TYPE, 1)).toEqual(ended);
    for (const state of ['cancelled', 'stopped'] as const) {
      expect(judgeLimit(withScan(NEVER_SCANNED, scanIn(state)), TYPE, 1)).toEqual(ended);
    }
    const running = { kind: 'running', read: 20, total: 40 };
    expect(judgeLimit(withScan(NEVER_SCANNED, scanIn('reading')), TYPE, 1)).toEqual(running);
  });

  test('a label that the finished one did not count is being counted, or was not', () => {
    const newer = { category: 'USER_DEFINED', typeId: 8 } as const;
    const unfinished = scanIn('reading');
    expect(judgeLimit({ finished, unfinished }, newer, 1)).toMatchObject({ kind: 'running' });
    expect(judgeLimit({ finished, unfinished: null }, newer, 1)).toEqual({ kind: 'not_scanned' });
  });

  test('no limit is over no record', () => {
    const judged = judgeLimit({ finished, unfinished: null }, TYPE, null);
    expect(judged).toMatchObject({ kind: 'scanned', over: 0 });
  });

  test('a scan that comes to its end takes the place of both; any other stands beside', () => {
    const reading = scanIn('reading');
    expect(withScan({ finished, unfinished: null }, reading)).toEqual({
      ...{ finished, unfinished: reading },
    });
    const newer = scanIn('done', { read: 30 });
    expect(withScan({ finished, unfinished: reading }, newer)).toEqual({
      ...{ finished: newer, unfinished: null },
    });
  });
});

describe('what may be asked', () => {
  test('a limit is any whole number that HubSpot could hold', () => {
    const asked = { category: 'USER_DEFINED', typeId: 7 };
    for (const over of [0, -1, 1.5, 2_147_483_648, '5', null]) {
      expect(v.safeParse(csvLinkRequestSchema, { ...asked, over }).success, String(over)).toBe(
        false,
      );
    }
    for (const over of [1, 10_001, 2_147_483_647]) {
      expect(v.safeParse(csvLinkRequestSchema, { ...asked, over }).success).toBe(true);
    }
  });

  test('to be judged it may be any that HubSpot could hold, or none', () => {
    const type = { from: '0-3', to: '0-2', category: 'USER_DEFINED', typeId: 7 };
    const takes = (limit: unknown): boolean =>
      v.safeParse(judgeRequestSchema, { limits: [{ ...type, limit }] }).success;
    for (const limit of [0, -1, 1.5, 2_147_483_648, '5', undefined]) {
      expect(takes(limit), String(limit)).toBe(false);
    }
    for (const limit of [1, 10_001, 2_147_483_647, null]) expect(takes(limit)).toBe(true);
  });

  test('in an address too, and a page is a number from 1', () => {
    const asked = { category: 'USER_DEFINED', typeId: '7', over: '5' };
    for (const over of ['0', '-5', '1e3', '05', '2147483648', '99999999999']) {
      expect(v.safeParse(overLimitQuerySchema, { ...asked, over }).success, over).toBe(false);
    }
    for (const over of ['1', '10001', '2147483647']) {
      expect(v.safeParse(overLimitQuerySchema, { ...asked, over }).success, over).toBe(true);
    }
    for (const page of ['0', '-1', '1.5', 'last']) {
      expect(v.safeParse(overLimitQuerySchema, { ...asked, page }).success, page).toBe(false);
    }
    expect(v.safeParse(overLimitQuerySchema, { ...asked, page: '20' }).success).toBe(true);
  });
});

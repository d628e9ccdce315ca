// A finished scan of Deal → Company for the panel's tests: 1,000 deals, some with too many.
import type { Scan } from '#domain/scan.ts';
import { company, deal, dealToCompany } from './portal.ts';

export const COUNTED_AT = '2026-11-23T11:30:00.000Z';

/** Every label but Shipper, which came later; Biller has companies, the others have few. */
export const doneScan: Scan = {
  scanId: '0190a8a4-0000-7000-8000-000000000001',
  from: deal,
  to: company,
  state: 'done',
  startedAt: '2026-11-23T11:29:00.000Z',
  finishedAt: COUNTED_AT,
  resumesAt: null,
  problem: null,
  read: 1_004,
  total: 1_004,
  unread: 4,
  resumable: false,
  types: dealToCompany.labels
    .filter(({ label }) => label !== 'Shipper')
    .map(({ category, typeId, label }) => ({
      ...{ category, typeId, label },
      distribution:
        label === 'Biller'
          ? [
              [1, 500],
              [2, 200],
              [3, 40],
              [12, 9],
              [700, 1],
            ]
          : [],
    })),
};

export const readingScan: Scan = {
  ...doneScan,
  state: 'reading',
  finishedAt: null,
  read: 0,
  unread: 0,
  types: doneScan.types.map((type) => ({ ...type, distribution: [] })),
};

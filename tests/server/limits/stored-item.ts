// A changed limit of a plan, for tests of what becomes of it.
import type { Outcome } from '#domain/outcome.ts';
import type { StoredItem } from '../../../server/storage/plan-items.ts';

/** The label Partner of Deal → Company, from 2 to 4. */
export const storedItem = (outcome: Outcome, change: Partial<StoredItem> = {}): StoredItem => ({
  ...{ from: '0-3', to: '0-2', category: 'USER_DEFINED', typeId: 5, label: 'Partner' },
  ...{ action: 'update', before: 2, after: 4, risks: [], outcome },
  ...change,
});

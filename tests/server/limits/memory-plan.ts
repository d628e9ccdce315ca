// One queued plan in memory, and a server that dies at chosen writes to its store.
import { randomUUID } from 'node:crypto';
import type { PlanItem } from '#domain/plan.ts';
import type { PlanState } from '#domain/wire.ts';
import { userIdSchema } from '../../../server/ids.ts';
import type { StoredItem } from '../../../server/storage/plan-items.ts';
import type { Plans } from '../../../server/storage/plans.ts';

/** The server was killed here. */
export class Killed extends Error {}

export interface MemoryPlan {
  readonly planId: string;
  readonly plans: Plans;
  items(): readonly StoredItem[];
  state(): PlanState;
}

const unused = (): Promise<never> => Promise.reject(new Error('Applying does not need this.'));

/**
 * A plan of `items` that waits to be applied. `killedAt` counts writes to the store: each odd one of
 * the list kills the server before that write, each even one after it.
 */
export function memoryPlan(items: readonly PlanItem[], killedAt: readonly number[]): MemoryPlan {
  const planId = randomUUID();
  const stored: StoredItem[] = items.map((item) => ({
    ...item,
    outcome:
      item.action === 'none' ? { kind: 'unchanged', limit: item.before } : { kind: 'waiting' },
  }));
  const plan = { state: 'queued' as PlanState, resumesAt: null as number | null, putOff: 0 };
  let writes = 0;
  const write = (change: () => void): Promise<void> => {
    writes += 1;
    const kill = killedAt.indexOf(writes);
    if (kill !== -1 && kill % 2 === 0) return Promise.reject(new Killed());
    change();
    return kill === -1 ? Promise.resolve() : Promise.reject(new Killed());
  };
  return {
    planId,
    items: () => stored,
    state: () => plan.state,
    plans: {
      find: () =>
        Promise.resolve({
          planId,
          requestHash: '',
          objectTypes: [],
          createdAt: 0,
          createdBy: userIdSchema.parse(7),
          appliedAt: 0,
          appliedBy: userIdSchema.parse(7),
          note: null,
          undoOf: null,
          notes: [],
          request: null,
          directionsRead: 0,
          directionsTotal: 0,
          refusal: null,
          finishedAt: null,
          ...plan,
          items: [...stored],
        }),
      isUnderWay: () => Promise.resolve(plan.state !== 'done'),
      setState: (_portal, _planId, change) =>
        write(() => {
          plan.state = change.state;
          if (change.resumesAt !== undefined) plan.resumesAt = change.resumesAt;
          if (change.putOff !== undefined) plan.putOff = change.putOff;
        }),
      record: (_portal, _planId, outcomes) =>
        write(() => {
          for (const [position, outcome] of outcomes) {
            const item = stored[position];
            if (item) stored[position] = { ...item, outcome };
          }
        }),
      add: unused,
      newestApplied: unused,
      queue: unused,
    },
  };
}

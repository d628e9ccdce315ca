// One queued plan in memory, and a server that dies at chosen writes to its store.
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
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
  /** The portal leaves: what was being sent is taken for sent. */
  leave(): void;
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
  // Whatever else was under way when it was killed writes nothing either.
  let dead = false;
  const write = (change: () => void): Promise<void> => {
    if (dead) return Promise.reject(new Killed());
    writes += 1;
    const kill = killedAt.indexOf(writes);
    dead = kill !== -1;
    if (kill !== -1 && kill % 2 === 0) return Promise.reject(new Killed());
    change();
    return dead ? Promise.reject(new Killed()) : Promise.resolve();
  };
  return {
    planId,
    items: () => stored,
    state: () => plan.state,
    leave() {
      plan.state = 'done';
      for (const [position, item] of stored.entries()) {
        if (item.outcome.kind !== 'sending') continue;
        const outcome = { kind: 'unknown', reason: 'not_read_back', hubspot: null } as const;
        stored[position] = { ...item, outcome };
      }
    },
    plans: {
      find: () => {
        dead = false;
        return Promise.resolve({
          planId,
          mark: '1',
          requestHash: '',
          objectTypes: [],
          createdAt: 0,
          createdBy: v.parse(userIdSchema, 7),
          appliedAt: 0,
          appliedBy: v.parse(userIdSchema, 7),
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
        });
      },
      isUnderWay: () => Promise.resolve(plan.state !== 'done'),
      setState: (_portal, _planId, change) =>
        write(() => {
          plan.state = change.state;
          if (change.resumesAt !== undefined) plan.resumesAt = change.resumesAt;
          if (change.putOff !== undefined) plan.putOff = change.putOff;
        }),
      record: (_portal, _planId, outcomes) =>
        write(() => {
          if (plan.state === 'done') return;
          for (const [position, outcome] of outcomes) {
            const item = stored[position];
            if (item) stored[position] = { ...item, outcome };
          }
        }),
      correctUnsent: (_portal, _planId, outcomes) =>
        write(() => {
          for (const [position, outcome] of outcomes) {
            const item = stored[position];
            const isTakenForSent =
              item?.outcome.kind === 'unknown' && item.outcome.reason === 'not_read_back';
            if (isTakenForSent && outcome.kind === 'not_tried') {
              stored[position] = { ...item, outcome };
            }
          }
        }),
      changes: unused,
      add: unused,
      newestApplied: unused,
      queue: unused,
    },
  };
}

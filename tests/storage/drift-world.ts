// One direction of an overview, and what happens to it, for tests of the known limits.
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { LabelRow } from '#domain/association.ts';
import type { Outcome } from '#domain/outcome.ts';
import type { KeptLimit } from '#domain/requests/drift.ts';
import { portalIdSchema } from '../../server/ids.ts';
import type { Database } from '../../server/storage/database.ts';
import { createDriftViews } from '../../server/storage/drift-views.ts';
import { createDriftKeeper } from '../../server/storage/keep-drift.ts';
import { createOverviewStore } from '../../server/storage/overview.ts';
import type { DirectionReading } from '../../server/storage/overview-readings.ts';
import { createPlans } from '../../server/storage/plans.ts';
import { sampleItem, samplePlan, USER } from './plan-samples.ts';

export const PORTAL = v.parse(portalIdSchema, 42);
export const AT = 1_700_000_000_000;
export const PAIR = { from: '0-3', to: '0-2' };

const TABLES = [
  'overview_directions',
  'overview_types',
  'overview_runs',
  'known_directions',
  'known_limits',
  'history_events',
  'kept_setups',
  'plan_items',
  'plans',
] as const;

export const label = (
  typeId: number,
  limit: number | null,
  text = `L${String(typeId)}`,
): LabelRow => ({
  category: 'USER_DEFINED',
  typeId,
  label: text,
  limit,
});

export interface Wanted {
  readonly typeId: number;
  readonly before: number | null;
  readonly after: number | null;
  readonly label?: string;
}

export type Drifting = readonly [
  typeId: number,
  known: number | null | 'new',
  now: number | null | 'gone',
];

/** Operations on the stored overview, on plans and on drift of one portal. */
export function driftWorld({ db }: Database, pair = PAIR) {
  const overview = createOverviewStore(db);
  const plans = createPlans(db);
  const views = createDriftViews(db);
  const keeper = createDriftKeeper(db);
  const type = (id: string) => ({ id, singular: id, plural: id, custom: false });
  const save = (reading: DirectionReading, at: number): Promise<void> =>
    overview.save(PORTAL, pair, reading, at);
  return {
    overview,
    plans,
    views,
    keeper,
    async clear(): Promise<void> {
      for (const table of TABLES) await db.deleteFrom(table).execute();
      await overview.begin(PORTAL, AT, () => Promise.resolve());
      await overview.list(PORTAL, ['0-3', '0-2', '0-1'].map(type), []);
    },
    read: (labels: readonly LabelRow[], at: number) => save({ state: 'read', labels }, at),
    /** A read of limits alone; whether it fits what is stored. */
    readLimits: (labels: readonly LabelRow[], at: number): Promise<boolean> =>
      overview.saveLimits(
        PORTAL,
        pair,
        labels.flatMap(({ category, typeId, limit }) =>
          limit === null ? [] : [{ category, typeId, limit }],
        ),
        at,
      ),
    fail: (at: number) => save({ state: 'failed', problem: 'No.' }, at),
    refuse: (at: number) => save({ state: 'not_allowed', problem: 'No.' }, at),
    /** A plan that was applied at `at` and whose items are as planned. */
    async queued(items: readonly Wanted[], at: number): Promise<string> {
      const planned = items.map(({ typeId, before, after, label: text = `L${String(typeId)}` }) =>
        sampleItem(typeId, {
          ...pair,
          label: text,
          before,
          after,
          action: before === after ? 'none' : 'update',
        }),
      );
      const plan = samplePlan(0, { items: planned });
      await plans.add(PORTAL, plan);
      await plans.queue(PORTAL, plan.planId, USER, at, () => Promise.resolve());
      return plan.planId;
    },
    record: (planId: string, outcomes: Readonly<Record<number, Outcome>>) =>
      plans.record(
        PORTAL,
        planId,
        new Map(Object.entries(outcomes).map(([position, one]) => [Number(position), one])),
      ),
    async drift(): Promise<readonly Drifting[]> {
      const rows = await views.changed(PORTAL, 200);
      return rows.map(({ typeId, known, now, gone }): Drifting => [
        typeId,
        known ? known.limit : 'new',
        gone ? 'gone' : now,
      ]);
    },
    keep: (
      limits: readonly (readonly [typeId: number, limit: KeptLimit['limit']])[],
      at: number,
      requestId: string = randomUUID(),
    ) =>
      keeper.keep(
        PORTAL,
        {
          requestId,
          limits: limits.map(([typeId, limit]) => ({
            ...pair,
            category: 'USER_DEFINED',
            typeId,
            limit,
          })),
        },
        USER,
        at,
      ),
  };
}

export const outcomes = {
  sending: { kind: 'sending' },
  checking: { kind: 'checking' },
  saved: (before: number | null, after: number | null): Outcome => ({
    kind: 'saved',
    before,
    after,
  }),
  refused: { kind: 'refused', reason: 'other', hubspot: null },
  notTried: { kind: 'not_tried', reason: 'portal_changed', hubspot: null },
  unknown: { kind: 'unknown', reason: 'not_shown_yet', hubspot: null },
} as const satisfies Record<string, Outcome | ((...limits: (number | null)[]) => Outcome)>;

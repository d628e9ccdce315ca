// The draft of a plan: which directions it needs, and what it tells of them.
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { LabelRow, ObjectType } from '#domain/association.ts';
import type { Outcome } from '#domain/outcome.ts';
import { failed, success } from '#domain/result.ts';
import type { ApiFailure } from '../../../server/failure.ts';
import { portalIdSchema } from '../../../server/ids.ts';
import { directionsToRead, draftPlan, type DraftParts } from '../../../server/limits/draft.ts';
import { memoryPlan } from './memory-plan.ts';
import { sampleItem } from '../../storage/plan-samples.ts';

const PORTAL = v.parse(portalIdSchema, 42);
const row: LabelRow = { category: 'USER_DEFINED', typeId: 1, label: 'Partner', limit: 2 };
const type = (id: string): ObjectType => ({ id, singular: id, plural: id, custom: false });
const change = (from: string, to: string, typeId = 1) => ({
  ...{ from, to, typeId, limit: 3 },
  category: 'USER_DEFINED' as const,
});
const noPlan = { find: () => Promise.resolve(null) };

function world(plans: DraftParts['plans'] = noPlan, away: ApiFailure | null = null) {
  const read: string[] = [];
  const parts: DraftParts = {
    plans,
    readDirection({ from, to }) {
      read.push(`${from} ${to}`);
      if (away) return Promise.resolve(failed(away));
      const labels = [row];
      return Promise.resolve(success({ from: type(from), to: type(to), labels, readAt: '' }));
    },
  };
  return { read, parts };
}

test('each direction is read once, and each object type told once', async () => {
  const changes = [change('0-1', '0-2'), change('0-2', '0-1'), change('0-1', '0-3')];
  expect(await directionsToRead(noPlan, PORTAL, { changes: [...changes, ...changes] })).toBe(3);
  const { read, parts } = world();
  const draft = await draftPlan(parts, PORTAL, { changes });
  expect(read).toEqual(['0-1 0-2', '0-2 0-1', '0-1 0-3']);
  expect(draft).toMatchObject({
    ok: true,
    value: {
      objectTypes: [type('0-1'), type('0-2'), type('0-3')],
      items: changes.map(({ from, to }) => ({ from, to, before: 2, after: 3 })),
    },
  });
});

test('what cannot be set is told with its place, and nothing is planned', async () => {
  const changes = [change('0-1', '0-2'), change('0-1', '0-2', 9)];
  expect(await draftPlan(world().parts, PORTAL, { changes })).toMatchObject({
    ok: false,
    failure: {
      code: 'changes_refused',
      message: 'Some limits cannot be set as they are; each says why.',
      problems: [{ position: 1, code: 'unknown_type' }],
    },
  });
});

test('a direction that cannot be read is the failure of all', async () => {
  const away: ApiFailure = { code: 'hubspot_unavailable', message: 'Away.', retryAfterMs: 5 };
  const { parts } = world(noPlan, away);
  const draft = await draftPlan(parts, PORTAL, { changes: [change('0-1', '0-2')] });
  expect(draft).toEqual(failed(away));
});

test('an undo needs the directions of what was saved', async () => {
  const places = [['0-3', '0-2'] as const, ['0-2', '0-3'] as const, ['0-1', '0-2'] as const];
  const items = places.map(([from, to], typeId) => sampleItem(typeId, { from, to }));
  const plan = memoryPlan([...items, sampleItem(9)], []);
  const saved = { kind: 'saved', before: 2, after: 4 } as const;
  await plan.plans.record(
    PORTAL,
    plan.planId,
    new Map<number, Outcome>([
      [0, saved],
      [1, saved],
      [2, { kind: 'unknown', reason: 'not_shown_yet', hubspot: null }],
      [3, saved],
    ]),
  );
  expect(await directionsToRead(plan.plans, PORTAL, { undoOf: plan.planId })).toBe(2);
  expect(await directionsToRead(noPlan, PORTAL, { undoOf: randomUUID() })).toBe(0);
  const unknown = await draftPlan(world().parts, PORTAL, { undoOf: randomUUID() });
  expect(unknown).toMatchObject({ ok: false, failure: { code: 'not_found' } });
});

// HubSpot forbids a write in mid-direction: what was sent before is read back, what was not is not tried.
import { expect, test } from 'vitest';
import type { Limit } from '#domain/limit.ts';
import type { Outcome } from '#domain/outcome.ts';
import { applyWorld, changeOf, directionOf, planOf, rowsWith, type Moods } from './apply-world.ts';

const rows = rowsWith(3);

/** Applies limits for the types of `rows`, in their order; as often as it is put off. */
function outcomesOf(wanted: readonly Limit[], moods: Moods): Promise<readonly Outcome[]> {
  const changes = wanted.flatMap((limit, place) => {
    const row = rows[place];
    return row ? [changeOf(row, limit)] : [];
  });
  return applyWorld(rows, planOf([directionOf(rows)], changes), moods).apply();
}

const notTried = { kind: 'not_tried', reason: 'missing_scope' };

test('a limit that was sent before is read back', async () => {
  const outcomes = await outcomesOf([9, 5], { writes: ['ok', 'missing_scope'] });
  expect(outcomes).toMatchObject([{ kind: 'saved', before: 3, after: 9 }, notTried]);
});

test('a read-back that HubSpot puts off is made later', async () => {
  const outcomes = await outcomesOf([9, 5], {
    writes: ['ok', 'missing_scope', 'missing_scope'],
    reads: ['ok', 'rate_limited'],
  });
  expect(outcomes).toMatchObject([{ kind: 'saved', before: 3, after: 9 }, notTried]);
});

test('the half of a refused batch that was not sent again is not tried', async () => {
  const outcomes = await outcomesOf([3, 1, 1], { writes: ['refuses_all', 'missing_scope'] });
  expect(outcomes).toMatchObject([{ kind: 'unchanged' }, notTried, notTried]);
});

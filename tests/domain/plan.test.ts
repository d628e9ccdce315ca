// Plans by example: one item per change, in order, with its action, its risks, or its problem.
import { describe, expect, test } from 'vitest';
import type { Direction } from '#domain/association.ts';
import { planChanges, type Change, type PlanItem, type PlanProblem } from '#domain/plan.ts';

const deals = { id: '0-3', singular: 'Deal', plural: 'Deals', custom: false };
const companies = { id: '0-2', singular: 'Company', plural: 'Companies', custom: false };

const dealsToCompanies: Direction = {
  from: deals,
  to: companies,
  readAt: '2026-11-23T10:00:00.000Z',
  labels: [
    { category: 'HUBSPOT_DEFINED', typeId: 341, label: null, limit: 10 },
    { category: 'HUBSPOT_DEFINED', typeId: 5, label: 'Primary', limit: 1 },
    { category: 'USER_DEFINED', typeId: 5, label: 'Partner', limit: null },
    { category: 'USER_DEFINED', typeId: 9, label: 'Reseller', limit: 4 },
  ],
};

const dealsToDeals: Direction = {
  from: deals,
  to: deals,
  readAt: '2026-11-23T10:00:00.000Z',
  labels: [
    { category: 'HUBSPOT_DEFINED', typeId: 451, label: null, limit: null },
    { category: 'USER_DEFINED', typeId: 76, label: 'Twin', limit: 12 },
    { category: 'USER_DEFINED', typeId: 77, label: 'Twin', limit: 12 },
    { category: 'USER_DEFINED', typeId: 80, label: 'Parent', limit: 6 },
    { category: 'USER_DEFINED', typeId: 81, label: 'Child', limit: 6 },
  ],
};

const pair = { from: '0-3', to: '0-2' } as const;
const object = (limit: number | null): Change => ({
  ...pair,
  category: 'HUBSPOT_DEFINED',
  typeId: 341,
  limit,
});
const primary = (limit: number | null): Change => ({ ...object(limit), typeId: 5 });
const partner = (limit: number | null): Change => ({
  ...object(limit),
  category: 'USER_DEFINED',
  typeId: 5,
});
const reseller = (limit: number | null): Change => ({ ...partner(limit), typeId: 9 });

function planned(...changes: Change[]): readonly PlanItem[] {
  const plan = planChanges([dealsToCompanies, dealsToDeals], changes);
  if (!plan.ok) throw new Error(plan.failure.map((problem) => problem.message).join(' '));
  return plan.value;
}

function problems(...changes: Change[]): readonly PlanProblem[] {
  const plan = planChanges([dealsToCompanies, dealsToDeals], changes);
  return plan.ok ? [] : plan.failure;
}

const codes = (...changes: Change[]): string[] =>
  problems(...changes).map(({ position, code }) => `${String(position)} ${code}`);

describe('a plan', () => {
  test('holds one item per change, in the order asked for', () => {
    const items = planned(reseller(2), primary(null), partner(3), object(10));
    expect(items.map(({ label, action, before, after }) => [label, action, before, after])).toEqual(
      [
        ['Reseller', 'update', 4, 2],
        ['Primary', 'purge', 1, null],
        ['Partner', 'create', null, 3],
        [null, 'none', 10, 10],
      ],
    );
  });

  test('tells types with one id apart by their category', () => {
    const items = planned(primary(2), partner(3));
    expect(items.map((item) => item.label)).toEqual(['Primary', 'Partner']);
  });

  test('warns where a limit becomes stricter, and only there', () => {
    const risks = (change: Change) => planned(change)[0]?.risks;
    expect(risks(reseller(2))).toEqual(['lowers']);
    expect(risks(partner(2))).toEqual(['lowers']);
    expect(risks(reseller(5))).toEqual([]);
    expect(risks(reseller(null))).toEqual([]);
    expect(risks(reseller(4))).toEqual([]);
  });

  test('warns, and does not block, where a label limit equals the object limit', () => {
    expect(planned(reseller(10))[0]?.risks).toEqual(['equal_to_object_limit']);
    expect(planned(object(4))[0]?.risks).toEqual(['lowers', 'equal_to_object_limit']);
    expect(planned(reseller(10), object(11))[0]?.risks).toEqual([]);
  });

  test('says that the unlabelled type of an object with itself counts for both directions', () => {
    const change: Change = { ...object(20), to: '0-3', typeId: 451 };
    expect(planned(change)[0]?.risks).toEqual(['lowers', 'shared_by_both_directions']);
    expect(planned({ ...change, limit: null })[0]?.risks).toEqual([]);
  });

  describe('of a label that reads alike from both sides', () => {
    const side = (typeId: number, limit: number | null): Change => {
      return { ...partner(limit), to: '0-3', typeId };
    };
    const risks = (...changes: Change[]) => planned(...changes).map((item) => item.risks);

    test('says that the other side gets the limit, too', () => {
      expect(risks(side(76, 20))).toEqual([['shared_by_both_directions']]);
      expect(risks(side(76, null), side(77, null))).toEqual([
        ['shared_by_both_directions'],
        ['shared_by_both_directions'],
      ]);
    });

    test('warns where the two sides are to get different limits', () => {
      expect(risks(side(76, 20), side(77, 13))).toEqual([['sides_differ'], ['sides_differ']]);
      // As it is already: nothing is sent of it, and the other side changes it nevertheless.
      expect(risks(side(76, 20), side(77, 12))).toEqual([['sides_differ'], []]);
    });

    test('tells the other side from a type of another category with its id', () => {
      const namesake = {
        category: 'HUBSPOT_DEFINED',
        typeId: 77,
        label: 'Boss',
        limit: 1,
      } as const;
      const labels = [namesake, ...dealsToDeals.labels];
      const plan = planChanges([{ ...dealsToDeals, labels }], [side(76, 20)]);
      expect(plan).toMatchObject({ value: [{ risks: ['shared_by_both_directions'] }] });
    });

    test('has no other side between two object types, nor in a namesake of another category', () => {
      const row = { category: 'USER_DEFINED', typeId: 1, label: 'Boss', limit: null } as const;
      const change = { from: '0-3', ...row, limit: 5 };
      const own = { ...dealsToDeals, labels: [row, { ...row, typeId: 2 }] };
      const apart = { ...own, to: { ...own.to, id: '0-2' } };
      expect(planChanges([apart], [{ ...change, to: '0-2' }])).toMatchObject({
        value: [{ risks: ['lowers'] }],
      });
      const labels = [row, { ...row, typeId: 2, category: 'HUBSPOT_DEFINED' as const }];
      expect(planChanges([{ ...own, labels }], [{ ...change, to: '0-3' }])).toMatchObject({
        value: [{ risks: ['lowers'] }],
      });
    });

    test('takes the side that is not named for one that follows', () => {
      const all: Change = { ...object(5), to: '0-3', typeId: 451 };
      const both = [side(80, 5), side(81, 5)];
      expect(codes(all, side(76, 5), ...both)).toEqual([]);
      expect(codes(all, side(76, 5), side(77, 12), ...both)).toEqual([
        '0 object_limit_below_label',
      ]);
    });

    test('says nothing of a label with another name for each side', () => {
      expect(risks(side(80, 7))).toEqual([[]]);
    });
  });

  test('may raise object and label together past the old object limit', () => {
    expect(codes(reseller(30), object(40))).toEqual([]);
    expect(codes(object(null), reseller(30))).toEqual([]);
  });

  test('may lower object and label together below the old label limit', () => {
    expect(codes(object(2), reseller(2), primary(1))).toEqual([]);
    expect(codes(object(2), reseller(null))).toEqual([]);
  });
});

describe('what HubSpot surely refuses is a problem of its change', () => {
  test('a type that the direction does not have', () => {
    expect(codes(primary(2), { ...primary(2), typeId: 999 })).toEqual(['1 unknown_type']);
  });

  test('a direction that was not read', () => {
    expect(codes({ ...primary(2), from: '0-2', to: '0-3' })).toEqual(['0 unknown_type']);
  });

  test('a type under the wrong category', () => {
    const change: Change = { ...reseller(2), category: 'HUBSPOT_DEFINED' };
    expect(codes(change)).toEqual(['0 wrong_category']);
    expect(problems(change)[0]?.message).toContain('USER_DEFINED, not HUBSPOT_DEFINED');
  });

  test('a type that is named twice, even with the same limit', () => {
    expect(codes(reseller(2), reseller(2), reseller(3))).toEqual(['1 repeated', '2 repeated']);
  });

  test('a label above the object limit, with both numbers in the sentence', () => {
    expect(codes(reseller(11))).toEqual(['0 label_above_object_limit']);
    expect(problems(reseller(11))[0]?.message).toMatch(/Reseller.* 11, .* limited to 10\./);
    expect(codes(reseller(6), object(5))).toEqual([
      '0 label_above_object_limit',
      '1 object_limit_below_label',
    ]);
  });

  test('an object limit below a label, with the label in the sentence', () => {
    expect(codes(object(3))).toEqual(['0 object_limit_below_label']);
    expect(problems(object(3))[0]?.message).toContain('“Reseller” has 4');
  });

  test('an object limit below many labels, of which the first few are named', () => {
    const own = { category: 'USER_DEFINED', limit: 1_200 } as const;
    const labels = ['A', 'B', 'C', 'D', 'E'].map((label, at) => ({
      ...own,
      label,
      typeId: 20 + at,
    }));
    const wide = { ...dealsToCompanies, labels: [...dealsToCompanies.labels, ...labels] };
    const plan = planChanges([wide], [object(1_100)]);
    expect(plan.ok ? [] : plan.failure.map(({ message }) => message)).toEqual([
      'The limit for all associations cannot be 1,100, because “A” has 1,200, “B” has 1,200, “C” has 1,200 and 2 more. Lower those labels too, or choose a higher limit.',
    ]);
  });

  test('every problem is named, not only the first', () => {
    expect(codes({ ...primary(1), typeId: 77 }, reseller(20), primary(20))).toEqual([
      '0 unknown_type',
      '1 label_above_object_limit',
      '2 label_above_object_limit',
    ]);
  });
});

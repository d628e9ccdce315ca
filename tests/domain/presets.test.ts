// Presets: which labels of a portal each one means, and what it would change.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  categories,
  typeKeyText,
  type Category,
  type Direction,
  type LabelRow,
} from '#domain/association.ts';
import { checkLimit } from '#domain/limit.ts';
import { planChanges } from '#domain/plan.ts';
import { findPresets, presets } from '#domain/findPresets.ts';
import { changesOfPreset, presetIds, type PresetFinding, type PresetId } from '#domain/presets.ts';

const objectType = (id: string): Direction['from'] => ({
  id,
  singular: id,
  plural: id,
  custom: false,
});

const direction = (from: string, to: string, ...labels: LabelRow[]): Direction => ({
  from: objectType(from),
  to: objectType(to),
  labels,
  readAt: '2026-11-23T00:00:00.000Z',
});

const row = (
  typeId: number,
  label: string | null,
  limit: number | null = null,
  category: Category = 'USER_DEFINED',
): LabelRow => ({ category, typeId, label, limit });

const hubspot = (typeId: number, label: string | null, limit: number | null = null): LabelRow =>
  row(typeId, label, limit, 'HUBSPOT_DEFINED');

const finding = (id: PresetId, ...directions: Direction[]): PresetFinding | undefined =>
  findPresets(directions).find((one) => one.id === id);

test('every preset has a sentence’s worth of meaning: one entry, a limit that HubSpot takes', () => {
  expect(presets.map(({ id }) => id)).toEqual([...presetIds]);
  for (const { limit } of presets) expect(checkLimit(limit).ok).toBe(true);
});

describe('what a preset means', () => {
  test('is found by the label’s text, whatever its id, case, hyphens and spaces', () => {
    for (const text of [
      'Decision maker',
      'decision-maker',
      ' DECISION  MAKER ',
      'Decision_Maker',
    ]) {
      const found = finding('decision_maker_per_deal', direction('0-3', '0-1', row(977, text)));
      expect(found?.items, text).toMatchObject([{ typeId: 977, before: null, after: 1 }]);
    }
  });

  test('is nothing that only looks alike', () => {
    const others = ['Former decision maker', 'Decisions', 'Maker', ''].map((text, index) =>
      row(index + 1, text),
    );
    expect(finding('decision_maker_per_deal', direction('0-3', '0-1', ...others))).toBeUndefined();
  });

  test('is a label of its own direction, not of the way back', () => {
    const back = direction('0-1', '0-3', row(1, 'Decision maker'));
    expect(finding('decision_maker_per_deal', back)).toBeUndefined();
  });

  test('is a label of its own two objects, whatever else begins or ends at one of them', () => {
    const from = direction('0-3', '0-2', row(1, 'Decision maker'));
    const to = direction('0-5', '0-1', row(2, 'Decision maker'));
    const own = direction('0-3', '0-1', row(3, 'Decision maker'));
    expect(finding('decision_maker_per_deal', from, to, own)).toMatchObject({
      state: 'offered',
      items: [{ from: '0-3', to: '0-1', typeId: 3 }],
    });
    expect(finding('decision_maker_per_deal', from, to)).toBeUndefined();
  });

  test('is HubSpot’s “Primary”, not one that somebody made', () => {
    const own = direction('0-3', '0-2', row(5, 'Primary'));
    expect(finding('primary_company_per_deal', own)).toBeUndefined();
    const both = direction('0-3', '0-2', row(5, 'Primary'), hubspot(5, 'Primary'));
    const primary = [{ category: 'HUBSPOT_DEFINED', typeId: 5 }];
    expect(finding('primary_company_per_deal', both)?.items).toMatchObject(primary);
    const others = [hubspot(341, null), hubspot(6, 'Deal with primary company')];
    const among = { ...both, labels: [...others, ...both.labels] };
    expect(finding('primary_company_per_deal', among)?.items).toMatchObject(primary);
  });

  test('is every label that fits, as where an app and a person made one each', () => {
    const two = direction(
      '0-2',
      '0-1',
      row(1, 'Billing contact', 3),
      row(2, 'Billed to', 1, 'INTEGRATOR_DEFINED'),
    );
    const found = finding('billing_contact_per_company', two);
    expect(found).toMatchObject({ state: 'offered' });
    expect(found?.items.map(({ before, after, risks }) => [before, after, risks])).toEqual([
      [3, 1, ['lowers']],
      [1, 1, []],
    ]);
    expect(found && changesOfPreset(found)).toMatchObject([{ typeId: 1, limit: 1 }]);
  });
});

test('a preset whose labels have the limit already is told as already so', () => {
  const found = finding(
    'primary_company_per_deal',
    direction('0-3', '0-2', hubspot(5, 'Primary', 1)),
  );
  expect(found).toMatchObject({ state: 'already' });
  expect(found && changesOfPreset(found)).toEqual([]);
});

test('a preset that HubSpot would surely refuse says why, and plans nothing', () => {
  const labels = [hubspot(341, null), row(7, 'Reseller', 2)];
  const found = finding('company_per_deal', direction('0-3', '0-2', ...labels));
  expect(found).toMatchObject({ state: 'blocked', items: [] });
  expect(found?.problems).toEqual([expect.stringContaining('“Reseller” has 2')]);
});

test('a portal without such labels, or without the objects, is offered nothing', () => {
  expect(findPresets([])).toEqual([]);
  expect(findPresets([direction('2-1', '2-2', row(1, 'Primary'), row(2, null))])).toEqual([]);
});

/** Portals in which every preset's direction may hold any of the texts that presets look for. */
const texts = [null, 'Primary', 'Billing contact', 'Billed to', 'Decision Maker', 'Reporter'];
const pairs = [...new Map(presets.map(({ from, to }) => [`${from}>${to}`, { from, to }])).values()];
const portalArbitrary: fc.Arbitrary<Direction[]> = fc.tuple(
  ...pairs.map(({ from, to }) =>
    fc
      .uniqueArray(
        fc.record({
          category: fc.constantFrom(...categories),
          typeId: fc.integer({ min: 1, max: 3 }),
          label: fc.constantFrom(...texts, 'Economic buyer', 'Parent company', 'Partner'),
          limit: fc.option(fc.integer({ min: 1, max: 3 })),
        }),
        { maxLength: 6, selector: ({ category, typeId }) => `${category}${String(typeId)}` },
      )
      .map((labels) => direction(from, to, ...labels)),
  ),
);

function applied(directions: readonly Direction[], found: PresetFinding): readonly Direction[] {
  const wanted = new Map(changesOfPreset(found).map((one) => [typeKeyText(one), one.limit]));
  return directions.map((one) => ({
    ...one,
    labels: one.labels.map((label) => {
      const limit = wanted.get(typeKeyText({ from: one.from.id, to: one.to.id, ...label }));
      return limit === undefined ? label : { ...label, limit };
    }),
  }));
}

test('whatever the portal: what is offered can be planned, and once applied is already so', () => {
  fc.assert(
    fc.property(portalArbitrary, (directions) => {
      for (const found of findPresets(directions)) {
        if (found.state !== 'offered') continue;
        expect(changesOfPreset(found)).not.toEqual([]);
        expect(planChanges(directions, changesOfPreset(found)).ok).toBe(true);
        const after = findPresets(applied(directions, found)).find(({ id }) => id === found.id);
        expect(after?.state).toBe('already');
      }
    }),
    { numRuns: 500 },
  );
});

test('whatever the portal: a preset touches no label that it does not show', () => {
  fc.assert(
    fc.property(portalArbitrary, (directions) => {
      for (const found of findPresets(directions)) {
        const shown = new Set(found.items.map(typeKeyText));
        for (const change of changesOfPreset(found)) {
          expect(shown.has(typeKeyText(change))).toBe(true);
          expect([change.from, change.to]).toEqual([found.from, found.to]);
        }
      }
    }),
    { numRuns: 200 },
  );
});

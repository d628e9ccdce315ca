// Random portals whose labels have names and texts that may meet, and documents of any texts.
import fc from 'fast-check';
import { categories } from '#domain/association.ts';
import { MAX_LIMIT } from '#domain/limit.ts';
import { setupOf, type SetupDocument, type SetupEntry } from '#domain/setup/document.ts';
import type { PlacedEntry } from '#domain/setup/read.ts';
import type { PortalDirection, PortalLimits } from '#domain/setup/wire.ts';

export const BASE_URL = 'https://atmost.example.com';

const text = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
  fc.constantFrom('=1+1', "'quoted", "''", '@x', '-', '+', '\t', 'a;b', 'a,"b"', 'line\r\nbreak'),
);

const entry: fc.Arbitrary<SetupEntry> = fc.record({
  from: text,
  to: text,
  label: fc.option(text),
  labelText: fc.option(text),
  category: fc.option(fc.constantFrom(...categories)),
  limit: fc.integer({ min: 1, max: MAX_LIMIT }),
});

/** Any document, its texts as odd as texts can be. */
export const anyDocument: fc.Arbitrary<SetupDocument> = fc
  .array(entry, { maxLength: 12 })
  .map((limits) => setupOf(limits, BASE_URL));

const names = ['deal', 'company', 'site'] as const;

/** A label of a portal and its sandbox: the same name, text and category in both. */
interface Label {
  readonly from: number;
  readonly to: number;
  readonly label: string | null;
  readonly name: string | null;
  readonly category: (typeof categories)[number];
}

const label: fc.Arbitrary<Label> = fc
  .record({
    from: fc.nat(names.length - 1),
    to: fc.nat(names.length - 1),
    text: fc.option(fc.constantFrom('Payer', 'payer', 'Reseller', 'Owner')),
    named: fc.constantFrom('payer', 'reseller', 'owner', null),
    category: fc.constantFrom(...categories),
  })
  .map(({ text: shown, named, ...rest }) => ({
    ...rest,
    label: shown,
    name: shown === null ? null : named,
  }));

export interface Twins {
  readonly one: PortalLimits;
  /** The same labels as in `one`, with other ids and other limits. */
  readonly other: PortalLimits;
}

/** Two portals with the same labels, each label told apart by what a document says of it. */
export const twins: fc.Arbitrary<Twins> = fc
  .uniqueArray(label, {
    minLength: 1,
    maxLength: 14,
    selector: (one) => JSON.stringify([one.from, one.to, one.label, one.category]),
  })
  .chain((labels) =>
    fc.tuple(limitsFor(labels.length), limitsFor(labels.length)).map(([mine, theirs]) => ({
      one: portalOf(labels, mine, 1),
      other: portalOf(labels, theirs, 700),
    })),
  );

const limitsFor = (count: number): fc.Arbitrary<(number | null)[]> =>
  fc.array(fc.option(fc.integer({ min: 1, max: 4 })), { minLength: count, maxLength: count });

function portalOf(
  labels: readonly Label[],
  limits: readonly (number | null)[],
  firstId: number,
): PortalLimits {
  const objects = names.map((name, index) => ({
    id: `2-${String(firstId + index)}`,
    name,
    singular: `One ${name}`,
    plural: `Many ${name}`,
  }));
  const idOf = (index: number): string => `2-${String(firstId + index)}`;
  const rows = labels.map(({ from, to, ...row }, index) => ({
    pair: { from: idOf(from), to: idOf(to) },
    row: { ...row, typeId: firstId + index, limit: limits[index] ?? null },
  }));
  const byPair = Map.groupBy(rows, ({ pair }) => `${pair.from}>${pair.to}`);
  const directions = [...byPair.values()].flatMap((group): PortalDirection[] => {
    const pair = group[0]?.pair;
    return pair ? [{ ...pair, rows: group.map(({ row }) => row) }] : [];
  });
  return { objects, directions, unread: [] };
}

/** What an export of this portal holds. */
export function documentOf({ objects, directions }: PortalLimits): SetupDocument {
  const nameOf = (id: string): string => objects.find((one) => one.id === id)?.name ?? id;
  const limits = directions.flatMap(({ from, to, rows }) =>
    rows.flatMap(({ name, label: labelText, category, limit }) =>
      limit === null
        ? []
        : [{ from: nameOf(from), to: nameOf(to), label: name, labelText, category, limit }],
    ),
  );
  return setupOf(limits, BASE_URL);
}

export const placed = ({ limits }: SetupDocument): PlacedEntry[] =>
  limits.map((one, index) => ({ line: index + 1, entry: one }));

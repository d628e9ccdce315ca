// CSV of the history: read back it is the same texts, and no cell is a formula.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HistoryPlanEntry } from '#domain/history.ts';
import { countOutcomes } from '#domain/outcome.ts';
import { csvHeader, csvLines } from '../../../server/limits/history-csv.ts';

const entry: HistoryPlanEntry = {
  kind: 'plan',
  planId: '7d2f0a51-5a2c-4c59-9a3b-2f6b1c9f0e11',
  state: 'done',
  appliedAt: '2026-11-23T12:00:00.000Z',
  appliedBy: { id: '7', name: null },
  note: null,
  directions: [],
  counts: countOutcomes([]),
  undoOf: null,
  undoneBy: [],
};

const csvOf = (note: string, label: string | null): string =>
  csvHeader +
  csvLines({
    entry: { ...entry, note },
    objectTypes: [],
    items: [
      {
        from: '0-3',
        to: '0-2',
        category: 'USER_DEFINED',
        typeId: 5,
        label,
        action: 'update',
        before: null,
        after: 2,
        risks: [],
        outcome: {
          kind: 'refused',
          reason: 'other',
          hubspot: { httpStatus: 400, message: 'No, "never"', correlationId: 'abc-1' },
        },
      },
    ],
  }).join('');

/** Reads RFC 4180 the long way. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let inQuotes = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (inQuotes) {
      if (sign !== '"') cell += sign;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else inQuotes = false;
    } else if (sign === '"') inQuotes = true;
    else if (sign === ',') {
      row.push(cell);
      cell = '';
    } else if (text.startsWith('\r\n', at)) {
      rows.push([...row, cell]);
      row = [];
      cell = '';
      at += 1;
    } else cell += sign;
  }
  return rows;
}

test('every text is read back as it was, with an apostrophe where it would be a formula', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\r\n=1', 'a,"b"\nc', "'=1"),
  );
  fc.assert(
    fc.property(text, text, (note, label) => {
      const rows = parseCsv(csvOf(note, label));
      expect(rows).toHaveLength(2);
      expect(rows[1]).toHaveLength(rows[0]?.length ?? 0);
      expect([note, `'${note}`]).toContain(rows[1]?.[2]);
      expect([label, `'${label}`]).toContain(rows[1]?.[7]);
      for (const cell of rows[1] ?? []) expect(cell).not.toMatch(/^\s*[=+\-@]/);
    }),
  );
});

test.each([
  ['=1+1', "'=1+1"],
  ['+49 30', "'+49 30"],
  ['-5', "'-5"],
  ['@all', "'@all"],
  [' =1', "' =1"],
  ['a=1', 'a=1'],
])('%j is written as %j', (note, cell) => {
  expect(parseCsv(csvOf(note, 'x'))[1]?.[2]).toBe(cell);
});

test('a line says who, where, from what to what, why HubSpot refused and what to do', () => {
  const [columns, line] = parseCsv(csvOf('Why', null));
  expect(columns?.join(',')).toBe(csvHeader.trim());
  expect(line).toEqual([
    entry.appliedAt,
    '7',
    'Why',
    entry.planId,
    '',
    '0-3',
    '0-2',
    '(no label)',
    'no limit',
    '2',
    'Refused',
    'HubSpot refused this limit for a reason of its own.',
    'Read what HubSpot said, correct the limit if you can, and try again.',
    'No, "never"',
    'abc-1',
  ]);
});

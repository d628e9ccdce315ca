// What holds for every setup and every portal.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { typeKeyText } from '#domain/association.ts';
import { printCsv } from '#domain/setup/csv.ts';
import { printJson } from '#domain/setup/document.ts';
import { matchSetup, type Wishes } from '#domain/setup/match.ts';
import { readSetup } from '#domain/setup/read.ts';
import { anyDocument, documentOf, placed, twins } from './setup-samples.ts';

const none: Wishes = { choices: new Map(), removeUnlisted: false };
const runs = { numRuns: 500 };

test('a document printed as JSON is read back as the same document', () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      const read = readSetup(printJson(document));
      expect(read).toMatchObject({ ok: true, value: { setup: document } });
    }),
    runs,
  );
});

test('a document printed as CSV is read back with the same limits', () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      const read = readSetup(printCsv(document));
      expect(read).toMatchObject({ ok: true, value: { setup: { limits: document.limits } } });
    }),
    runs,
  );
});

test('no cell of the CSV begins like a formula', () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      const first = document.limits[0];
      fc.pre(first !== undefined);
      const row = printCsv(document).split('\r\n')[1] ?? '';
      expect(row).not.toMatch(/^"?[=+\-@\t\r]/u);
    }),
    runs,
  );
});

test('whatever is pasted is read or refused with a place, and never thrown', () => {
  const bits = fc.constantFrom(
    ...['{', '}', '[', ']', ',', ':', '"', '\\', '\n', '\r\n', '\t', ';', ' ', '1', 'null'],
    ...[
      '"version"',
      '"limits"',
      'from',
      'to,',
      'limit',
      '\uFEFF',
      '\u0000',
      '-1',
      '1e9',
      '__proto__',
    ],
  );
  const pasted = fc.oneof(
    fc.string(),
    fc.array(bits).map((all) => all.join('')),
    fc.json(),
  );
  fc.assert(
    fc.property(pasted, (text) => {
      const read = readSetup(text);
      if (read.ok) return;
      expect(read.failure.length).toBeGreaterThan(0);
      for (const { line, column, message } of read.failure) {
        expect(Math.min(line, column)).toBeGreaterThanOrEqual(1);
        expect(message).toMatch(/^.+\.$/su);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('a cut or garbled document never crashes the reader', () => {
  fc.assert(
    fc.property(anyDocument, fc.nat(), fc.string({ maxLength: 3 }), (document, at, noise) => {
      for (const text of [printJson(document), printCsv(document)]) {
        const cut = at % (text.length + 1);
        readSetup(text.slice(0, cut));
        readSetup(text.slice(0, cut) + noise + text.slice(cut));
      }
    }),
    runs,
  );
});

test('an export brought into the same portal changes nothing, also when the rest is removed', () => {
  fc.assert(
    fc.property(twins, ({ one }) => {
      const match = matchSetup(placed(documentOf(one)), one, { ...none, removeUnlisted: true });
      expect(match.changes).toEqual([]);
      expect(match.unlisted).toEqual([]);
      for (const { verdict } of match.findings) expect(verdict.kind).toBe('already');
    }),
    runs,
  );
});

test('an export brought into a portal with the same labels and other ids sets equal limits', () => {
  fc.assert(
    fc.property(twins, ({ one, other }) => {
      const document = documentOf(one);
      const { changes } = matchSetup(placed(document), other, none);
      const wanted = new Map(changes.map((change) => [typeKeyText(change), change.limit]));
      const after = {
        ...other,
        directions: other.directions.map((direction) => ({
          ...direction,
          rows: direction.rows.map((row) => ({
            ...row,
            limit: wanted.get(typeKeyText({ ...direction, ...row })) ?? row.limit,
          })),
        })),
      };
      // Ids aside, the rows stand in the same order in both.
      const rows = one.directions.flatMap((direction) => direction.rows);
      const set = after.directions.flatMap((direction) => direction.rows);
      for (const [index, row] of rows.entries()) {
        if (row.limit !== null) expect(set[index]?.limit).toBe(row.limit);
      }
    }),
    runs,
  );
});

test('entries in another order make the same changes', () => {
  const shuffled = twins.chain((portals) => {
    const entries = placed(documentOf(portals.one));
    const all = { minLength: entries.length, maxLength: entries.length };
    return fc.record({
      portals: fc.constant(portals),
      entries: fc.constant(entries),
      mixed: fc.shuffledSubarray(entries, all),
      removeUnlisted: fc.boolean(),
    });
  });
  fc.assert(
    fc.property(shuffled, ({ portals, entries, mixed, removeUnlisted }) => {
      const wishes = { ...none, removeUnlisted };
      expect(matchSetup(mixed, portals.other, wishes).changes).toEqual(
        matchSetup(entries, portals.other, wishes).changes,
      );
    }),
    runs,
  );
});

test('nothing is removed unless the person asked for it', () => {
  fc.assert(
    fc.property(twins, ({ one, other }) => {
      const { changes } = matchSetup(placed(documentOf(one)), other, none);
      expect(changes.filter(({ limit }) => limit === null)).toEqual([]);
    }),
    runs,
  );
});

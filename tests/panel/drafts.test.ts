// Drafts: what was typed is kept, and only what differs counts.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TypeKey } from '#domain/association.ts';
import type { Limit } from '#domain/limit.ts';
import {
  noDrafts,
  textOfLimit,
  without,
  withoutSame,
  withRemoved,
  withTyped,
  withWanted,
  type Drafts,
} from '../../src/app/settings/panel/state/drafts.ts';

const keyOf = (typeId: number): TypeKey => ({
  from: '0-3',
  to: '0-2',
  category: 'USER_DEFINED',
  typeId,
});

const anyKey = fc.integer({ min: 1, max: 5 }).map(keyOf);
const anyLimit: fc.Arbitrary<Limit> = fc.option(fc.integer({ min: 1, max: 10_000 }));
const anyText = fc.oneof(fc.string({ maxLength: 8 }), fc.integer().map(String));
const anyEdit = fc.record({ key: anyKey, typed: fc.option(anyText), now: anyLimit });
type Edit = { key: TypeKey; typed: string | null; now: Limit };

const edit = (drafts: Drafts, { key, typed, now }: Edit): Drafts =>
  typed === null ? withRemoved(drafts, key, now) : withTyped(drafts, key, typed, now);

test('the last thing typed is kept to the letter, unless it is what HubSpot has', () => {
  fc.assert(
    fc.property(fc.array(anyEdit), anyEdit, (before, last) => {
      const drafts = edit(before.reduce(edit, noDrafts), last);
      const own = [...drafts.values()].filter(({ type }) => type.typeId === last.key.typeId);
      const isAsNow =
        last.typed === null ? last.now === null : last.typed === textOfLimit(last.now);
      expect(own.map(({ typed }) => typed)).toEqual(isAsNow ? [] : [last.typed]);
    }),
  );
});

test('an edit of one type never touches another', () => {
  fc.assert(
    fc.property(fc.array(anyEdit), anyEdit, (before, last) => {
      const drafts = before.reduce(edit, noDrafts);
      const others = (all: Drafts) =>
        [...all.values()].filter(({ type }) => type.typeId !== last.key.typeId);
      expect(others(edit(drafts, last))).toEqual(others(drafts));
    }),
  );
});

test('saying the same again gives the same object, so nothing is drawn again', () => {
  fc.assert(
    fc.property(fc.array(anyEdit), anyEdit, (before, last) => {
      const once = edit(before.reduce(edit, noDrafts), last);
      expect(edit(once, last)).toBe(once);
    }),
  );
});

test('wanted changes become drafts, and dropping the same changes drops all of those', () => {
  const anyChange = fc.record({ key: anyKey, limit: anyLimit });
  fc.assert(
    fc.property(fc.uniqueArray(anyChange, { selector: ({ key }) => key.typeId }), (wanted) => {
      const changes = wanted.map(({ key, limit }) => ({ ...key, limit }));
      const drafts = withWanted(noDrafts, changes);
      expect(drafts.size).toBe(changes.length);
      expect(withoutSame(drafts, changes).size).toBe(0);
    }),
  );
});

test('what was typed after a plan was made survives the end of that plan', () => {
  const change = { ...keyOf(1), limit: 5 };
  const typedSince = withTyped(noDrafts, keyOf(1), '6', null);
  expect(withoutSame(typedSince, [change])).toBe(typedSince);
  expect([...withWanted(typedSince, [change]).values()].map(({ typed }) => typed)).toEqual(['6']);
});

test('dropping what is not there changes nothing', () => {
  const drafts = withTyped(noDrafts, keyOf(1), '6', null);
  expect(without(drafts, [keyOf(2)])).toBe(drafts);
});

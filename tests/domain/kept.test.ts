// What a kept setup means in its portal, and answers in parts that become one again.
import { expect, test } from 'vitest';
import { joinLimits } from '#domain/setup/join.ts';
import { isSameName, pinOf } from '#domain/setup/kept.ts';
import type { Candidate } from '#domain/setup/candidates.ts';
import type { Finding, Verdict } from '#domain/setup/match.ts';

const target: Candidate = {
  ...{ from: '0-3', to: '0-2', category: 'USER_DEFINED' },
  ...{ typeId: 7, label: 'Partner', limit: 4 },
};
const finding = (line: number, verdict: Verdict, limit = 3): Finding => ({
  line,
  entry: {
    ...{ from: 'deal', to: 'company', label: 'partner', labelText: null },
    ...{ category: null, limit },
  },
  verdict,
  candidates: [],
});

test('a pin watches what is sure, with the limit of the setup, and names everything else', () => {
  const open: Verdict[] = [
    { kind: 'no_object', name: 'moon' },
    { kind: 'no_label' },
    { kind: 'choose', by: 'name' },
    { kind: 'contradicts', target, lines: [9] },
    { kind: 'unread', why: 'No.', mayMean: [] },
  ];
  const other = { ...target, typeId: 8 };
  const findings = [
    finding(1, { kind: 'set', target, by: 'name' }, 3),
    finding(2, { kind: 'already', target: other, by: 'text' }, 4),
    finding(3, { kind: 'set', target, by: 'text' }, 3),
    ...open.map((verdict, index) => finding(4 + index, verdict)),
  ];
  const { limits, notWatched } = pinOf({ findings });
  expect(limits).toEqual([
    { ...target, limit: 3 },
    { ...other, limit: 4 },
  ]);
  expect(notWatched.map(({ line }) => line)).toEqual([4, 5, 6, 7, 8]);
});

test.each([
  ['Standard', ' standard ', true],
  ['É', 'e\u0301', true],
  ['Standard', 'Standard 2', false],
])('“%s” and “%s” are the same name: %s', (one, other, same) => {
  expect(isSameName(one, other)).toBe(same);
});

test('answers in parts are one answer: each object and direction once, with its name', () => {
  const contact = { id: '0-1', name: 'contact', singular: 'Contact', plural: 'Contacts' };
  const deal = { id: '0-3', name: 'deal', singular: 'Deal', plural: 'Deals' };
  const direction = { from: '0-1', to: '0-3', rows: [] };
  const unread = { from: '0-3', to: '0-1', why: 'No.' };
  const joined = joinLimits([
    { objects: [contact, { ...deal, name: null }], directions: [direction], unread: [] },
    { objects: [deal], directions: [], unread: [unread] },
    { objects: [{ ...contact, name: null }], directions: [direction], unread: [unread] },
  ]);
  expect(joined.objects).toHaveLength(2);
  expect(joined.objects).toEqual(expect.arrayContaining([contact, deal]));
  expect(joined.directions).toEqual([direction]);
  expect(joined.unread).toEqual([unread]);
  expect(joinLimits([])).toEqual({ objects: [], directions: [], unread: [] });
});

// A link to a list is good for what it names and for five minutes, and for nothing else.
import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import {
  checkCsvToken,
  CSV_LINK_MS,
  signCsvGrant,
  type CsvGrant,
} from '../../../server/http/csv-link.ts';
import { portalIdSchema } from '../../../server/ids.ts';
import { Secret } from '../../../server/secret.ts';

const SECRET = new Secret('planted-client-secret');
const NOW = 1_700_000_000_000;
const UNTIL = NOW + CSV_LINK_MS;
const grant: CsvGrant = {
  portal: v.parse(portalIdSchema, 42),
  scanId: '00000000-0000-4000-8000-000000000001',
  type: { category: 'USER_DEFINED', typeId: 7, over: 5 },
};
const token = signCsvGrant(SECRET, grant, UNTIL);
const kindOf = (given: string, now = NOW): string => checkCsvToken(SECRET, given, now).kind;

test('it names the portal, the scan, the type and the limit', () => {
  expect(checkCsvToken(SECRET, token, NOW)).toEqual({ kind: 'good', grant });
});

test('it is good for five minutes, to the millisecond', () => {
  expect(CSV_LINK_MS).toBe(300_000);
  expect(kindOf(token, UNTIL - 1)).toBe('good');
  expect(kindOf(token, UNTIL)).toBe('expired');
  expect(kindOf(token, UNTIL + 86_400_000)).toBe('expired');
});

test('no character of it may be another one, not even one that decodes to the same', () => {
  const characters = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));
  const places = Array.from({ length: 300 }, (_, index) => grantAt(index));
  for (const one of places) {
    // The last character holds two bits that no byte needs.
    for (const last of characters) {
      if (one.endsWith(last)) continue;
      expect(kindOf(one.slice(0, -1) + last), `${one} ending in ${last}`).toBe('altered');
    }
  }
  fc.assert(
    fc.property(
      fc.nat({ max: token.length - 1 }),
      fc.constantFrom(...characters),
      (place, character) => {
        fc.pre(token[place] !== character);
        expect(kindOf(token.slice(0, place) + character + token.slice(place + 1))).toBe('altered');
      },
    ),
    { numRuns: 1_000 },
  );
});

test('nothing may be added, left out or put together from two links', () => {
  const other = signCsvGrant(SECRET, { ...grant, portal: v.parse(portalIdSchema, 43) }, UNTIL);
  const [text = '', mac = ''] = token.split('.');
  const [otherText = '', otherMac = ''] = other.split('.');
  const wrong = [
    ...['', '.', text, `${text}.`, `.${mac}`, `${token}.`, `${token}.${mac}`, `${token}=`],
    ...[` ${token}`, `${token}A`, token.slice(0, -1), `${text}.${otherMac}`, `${otherText}.${mac}`],
  ];
  for (const given of wrong) expect(kindOf(given), given).toBe('altered');
});

test('only the secret that made it reads it', () => {
  expect(checkCsvToken(new Secret('another'), token, NOW)).toEqual({ kind: 'altered' });
});

/** Links that end in different characters. */
function grantAt(index: number): string {
  return signCsvGrant(SECRET, { ...grant, type: { ...grant.type, over: index + 1 } }, UNTIL);
}

// Which values are a portal's or a person's number.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { portalIdSchema, userIdSchema } from '../../server/ids.ts';

test.each([1, '1', 24_305_108, '24305108', Number.MAX_SAFE_INTEGER])('%j is an id', (value) => {
  expect(v.parse(portalIdSchema, value)).toBe(Number(value));
  expect(v.parse(userIdSchema, value)).toBe(Number(value));
});

const none = [0, -1, 1.5, true, null, '', ' 1', '1e3', '0x10', '-1', '0', '9999999999999999', [1]];

test.each(none.map((value) => [value]))('%j is no id', (value) => {
  expect(v.safeParse(portalIdSchema, value).success).toBe(false);
  expect(v.safeParse(userIdSchema, value).success).toBe(false);
});

// Which values are a portal's or a person's number.
import { expect, test } from 'vitest';
import { portalIdSchema, userIdSchema } from '../../server/ids.ts';

test.each([1, '1', 24_305_108, '24305108', Number.MAX_SAFE_INTEGER])('%j is an id', (value) => {
  expect(portalIdSchema.parse(value)).toBe(Number(value));
  expect(userIdSchema.parse(value)).toBe(Number(value));
});

const none = [0, -1, 1.5, true, null, '', ' 1', '1e3', '0x10', '-1', '0', '9999999999999999', [1]];

test.each(none.map((value) => [value]))('%j is no id', (value) => {
  expect(portalIdSchema.safeParse(value).success).toBe(false);
  expect(userIdSchema.safeParse(value).success).toBe(false);
});

// HubSpot's error bodies: every documented field is kept, and no body whatever breaks the decoding.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { hubspotErrorSchema } from '#domain/outcome.ts';
import { readErrorBody, toHubSpotError } from '../../../server/hubspot/error-body.ts';

const documented = {
  status: 'error',
  message: 'The limit must be lower',
  correlationId: '6d1d9a5e-0000-4000-8000-000000000001',
  category: 'VALIDATION_ERROR',
  subCategory: 'crm.associations.INVALID_LIMIT',
  id: '9f3c',
  context: { typeId: ['5'], validRange: ['1-9'] },
  links: { documentation: 'https://developers.hubspot.com' },
  errors: [
    {
      message: 'must be lower',
      code: 'OUT_OF_RANGE',
      in: 'maxToObjectIds',
      subCategory: 'limit',
      context: { typeId: ['5'] },
    },
  ],
};

const fieldNames = [
  ...Object.keys(documented),
  'error',
  'error_description',
  'policyName',
  '__proto__',
];

/** Any JSON, and often JSON with the names of an error body in the wrong shapes. */
const anyBody = fc.oneof(
  fc.jsonValue(),
  fc.dictionary(
    fc.constantFrom(...fieldNames),
    fc.oneof(
      fc.jsonValue(),
      fc.array(fc.dictionary(fc.constantFrom(...fieldNames, 'in', 'code'), fc.jsonValue())),
    ),
  ),
);

describe('an error', () => {
  test('keeps every documented field', () => {
    expect(toHubSpotError(documented, 400, null)).toEqual({ httpStatus: 400, ...documented });
  });

  test('has the correlation id of its own body before that of the answer’s header', () => {
    expect(toHubSpotError(documented, 400, 'header').correlationId).toBe(documented.correlationId);
    expect(toHubSpotError({}, 400, 'header').correlationId).toBe('header');
    expect(toHubSpotError({}, 400, null)).toEqual({ httpStatus: 400 });
  });

  test('of OAuth is told by its RFC 6749 fields', () => {
    const body = { error: 'invalid_grant', error_description: 'expired', status: 'BAD_AUTH_CODE' };
    expect(toHubSpotError(body, 400, null)).toEqual({
      httpStatus: 400,
      category: 'invalid_grant',
      message: 'expired',
      status: 'BAD_AUTH_CODE',
    });
  });

  test('may have its subcategory as an object, as some samples show it', () => {
    expect(toHubSpotError({ subCategory: {} }, 207, null)).toEqual({ httpStatus: 207 });
    expect(toHubSpotError({ subCategory: { a: 1 } }, 207, null).subCategory).toBe('{"a":1}');
    expect(toHubSpotError({ subCategory: 7 }, 207, null)).toEqual({ httpStatus: 207 });
  });

  test('may have single texts and numbers in its context', () => {
    const body = { context: { typeId: 5, name: 'x', many: ['a', 1, null], none: null } };
    expect(toHubSpotError(body, 207, null).context).toEqual({
      typeId: ['5'],
      name: ['x'],
      many: ['a', '1', 'null'],
      none: ['null'],
    });
  });

  test('loses only the fields of another shape, and keeps the rest', () => {
    const odd = {
      ...documented,
      message: { text: 'no' },
      context: 'none',
      links: { next: null },
      id: null,
      errors: ['odd', null, { message: 'kept', code: 42, in: 7, context: [] }],
    };
    expect(toHubSpotError(odd, 400, null)).toEqual({
      httpStatus: 400,
      status: 'error',
      correlationId: documented.correlationId,
      category: documented.category,
      subCategory: documented.subCategory,
      errors: [{ message: 'kept', code: '42' }],
    });
  });

  test('shows a numeric id as text', () => {
    expect(toHubSpotError({ id: 12 }, 400, null).id).toBe('12');
  });
});

test('an error names nobody: e-mail addresses are hidden wherever HubSpot writes them', () => {
  const who =
    'User "ana.o\'k+ops@northwind.example" (ana%40x.example) may not <b@c.example>, 3 @ 4';
  const error = toHubSpotError(
    {
      ...{ message: who, subCategory: { who }, context: { [who]: [who] }, links: { see: who } },
      errors: [{ message: who, context: { a: who } }],
    },
    403,
    null,
  );
  expect(JSON.stringify(error)).not.toMatch(/northwind|ana|c\.example/);
  expect(error.message).toContain('User "***" (***) may not <***>, 3 @ 4');
});

test('a field that is nested too deep to be shown is left out', () => {
  const deep: unknown = JSON.parse('{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000));
  const error = toHubSpotError({ subCategory: deep, context: { deep }, message: 'x' }, 400, null);
  expect(error).toEqual({ httpStatus: 400, message: 'x', context: { deep: [''] } });
});

test('any JSON at all is read as an error that the panel’s schema takes', () => {
  fc.assert(
    fc.property(anyBody, fc.option(fc.integer()), fc.option(fc.string()), (body, status, id) => {
      const error = toHubSpotError(body, status, id);
      expect(v.parse(hubspotErrorSchema, JSON.parse(JSON.stringify(error)))).toEqual(error);
      expect(error.httpStatus).toBe(status);
    }),
    { numRuns: 2_000 },
  );
});

test.each([undefined, null, '', 'text', 7, [], [documented], true])(
  'the body %j is an error without anything known of it',
  (body) => {
    expect(Object.values(readErrorBody(body)).filter((value) => value !== undefined)).toEqual([]);
  },
);

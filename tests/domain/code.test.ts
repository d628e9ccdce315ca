// Codes as people type them, and what may travel by one.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { CODE_LENGTH, CODE_SIGNS, normaliseCode, printCode } from '#domain/setup/code.ts';
import { enterCodeRequestSchema, makeCodeRequestSchema } from '#domain/requests/setup.ts';

const codes = fc.string({
  unit: fc.constantFrom(...Array.from(CODE_SIGNS)),
  minLength: CODE_LENGTH,
  maxLength: CODE_LENGTH,
});

describe('a code', () => {
  test('is understood however it is typed', () => {
    const separators = fc.array(fc.constantFrom('', ' ', '-', '–', '\t'), {
      minLength: CODE_LENGTH,
      maxLength: CODE_LENGTH,
    });
    fc.assert(
      fc.property(codes, separators, fc.boolean(), (code, between, lower) => {
        const loose = Array.from(code, (sign, index) => (between[index] ?? '') + sign).join('');
        expect(normaliseCode(lower ? loose.toLowerCase() : loose)).toBe(code);
        expect(normaliseCode(printCode(code))).toBe(code);
      }),
    );
  });

  test.each([
    ['7kq4-m0zd-w8rt', '7KQ4M0ZDW8RT'],
    ['7KQ4 MOZD W8RT', '7KQ4M0ZDW8RT'],
    ['LIl0-0000-000o', '111000000000'],
  ])('typed as “%s” is %s', (typed, code) => {
    expect(normaliseCode(typed)).toBe(code);
  });

  test.each([
    '',
    '7KQ4-M0ZD-W8R',
    '7KQ4-M0ZD-W8RTX',
    '7KQ4-MUZD-W8RT',
    '7KQ4_M0ZD_W8RT',
    '７KQ4M0ZDW8R',
  ])('is not “%s”', (typed) => {
    expect(normaliseCode(typed)).toBe(null);
  });

  test('is shown in groups of four', () => {
    expect(printCode('7KQ4M0ZDW8RT')).toBe('7KQ4-M0ZD-W8RT');
  });
});

describe('a request', () => {
  const limit = { from: 'deal', to: 'company', limit: 1 };
  const takes = (body: unknown): boolean => v.safeParse(makeCodeRequestSchema, body).success;

  test('carries a setup that could be pasted too, under a title of at most 100 characters', () => {
    const document = { version: 1, limits: [limit] };
    expect(takes({ document })).toBe(true);
    expect(takes({ document, title: 'x'.repeat(100) })).toBe(true);
    expect(takes({ document, title: 'x'.repeat(101) })).toBe(false);
    expect(takes({ document, portalId: 1 })).toBe(false);
    const long = { ...limit, from: 'x'.repeat(250), label: 'y'.repeat(250) };
    const limits = Array.from({ length: 1_000 }, () => long);
    expect(takes({ document: { version: 1, limits } })).toBe(false);
  });

  test('to enter a code needs an id of its attempt', () => {
    const attemptId = crypto.randomUUID();
    const enters = (body: object): boolean => v.safeParse(enterCodeRequestSchema, body).success;
    expect(enters({ code: 'whatever', attemptId })).toBe(true);
    expect(enters({ code: 'whatever' })).toBe(false);
    expect(enters({ code: 'x'.repeat(101), attemptId })).toBe(false);
  });
});

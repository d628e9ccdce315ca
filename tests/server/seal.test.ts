// Tokens at rest: what was sealed opens again, and nothing else does.
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Secret } from '../../server/secret.ts';
import { parseKeyRing, seal, unseal, type KeyRing } from '../../server/storage/seal.ts';

const newKey = (): string => randomBytes(32).toString('base64');

function ring(...keys: string[]): KeyRing {
  const parsed = parseKeyRing(keys.join(','));
  if (!parsed.ok) throw new Error(parsed.failure);
  return parsed.value;
}

const OLD = newKey();
const NEW = newKey();
const PURPOSE = 'portal 42 refresh';
const TOKEN = new Secret('refresh-token-of-portal-42');

function opened(keys: KeyRing, sealed: string, purpose = PURPOSE): string {
  const result = unseal(keys, purpose, sealed);
  return result.ok ? `opened ${result.value.reveal()}` : result.failure;
}

describe('a sealed value', () => {
  test('opens again, whatever it holds', () => {
    const keys = ring(NEW);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, purpose) => {
        const sealed = seal(keys, purpose, new Secret(text));
        expect(opened(keys, sealed, purpose)).toBe(`opened ${text}`);
      }),
    );
  });

  test('never looks the same twice and never holds its text', () => {
    const keys = ring(NEW);
    const sealed = Array.from({ length: 100 }, () => seal(keys, PURPOSE, TOKEN));
    expect(new Set(sealed).size).toBe(100);
    for (const text of sealed) {
      expect(Buffer.from(text, 'base64url').toString('latin1')).not.toContain('refresh-token');
      expect(text).not.toContain(NEW.slice(0, 10));
    }
  });

  test('does not open for another portal or another use', () => {
    const sealed = seal(ring(NEW), PURPOSE, TOKEN);
    expect(opened(ring(NEW), sealed, 'portal 43 refresh')).toBe('altered');
    expect(opened(ring(NEW), sealed, 'portal 42 access')).toBe('altered');
    expect(opened(ring(NEW), sealed, '')).toBe('altered');
  });

  test('does not open once any character of it was altered, added or taken away', () => {
    const keys = ring(NEW);
    const sealed = seal(keys, PURPOSE, TOKEN);
    const refused = /^(altered|unknown_key)$/;
    fc.assert(
      fc.property(
        fc.nat({ max: sealed.length - 1 }),
        fc.constantFrom('A', 'Z', 'a', 'z', '0', '9', '-', '_', '.', '=', '+', '/', ' '),
        (at, character) => {
          fc.pre(sealed[at] !== character);
          const [before, after] = [sealed.slice(0, at), sealed.slice(at + 1)];
          expect(opened(keys, before + character + after)).toMatch(refused);
          expect(opened(keys, before + after)).toMatch(refused);
          expect(opened(keys, `${before}${character}${sealed.slice(at)}`)).toMatch(refused);
          expect(opened(keys, before)).toMatch(refused);
        },
      ),
      { numRuns: 500 },
    );
    expect(opened(keys, `${sealed}.x`)).toMatch(refused);
    expect(opened(keys, `${sealed}=`)).toMatch(refused);
    expect(opened(keys, '')).toMatch(refused);
    expect(opened(keys, '.')).toMatch(refused);
  });

  test('does not open under the name of another key of the ring', () => {
    const keys = ring(NEW, OLD);
    const [id, body] = seal(ring(NEW), PURPOSE, TOKEN).split('.');
    const oldId = seal(ring(OLD), PURPOSE, TOKEN).split('.')[0];
    expect(id).not.toBe(oldId);
    expect(opened(keys, `${String(oldId)}.${String(body)}`)).toBe('altered');
  });
});

describe('keys', () => {
  test('rotate: the new one seals, the old one still opens, and what it sealed is lost without it', () => {
    const before = seal(ring(OLD), PURPOSE, TOKEN);
    const rotated = ring(NEW, OLD);
    expect(opened(rotated, before)).toBe(`opened ${TOKEN.reveal()}`);
    const after = seal(rotated, PURPOSE, TOKEN);
    expect(opened(ring(NEW), after)).toBe(`opened ${TOKEN.reveal()}`);
    expect(opened(ring(NEW), before)).toBe('unknown_key');
  });

  test('may stand with spaces around the commas', () => {
    expect(ring(` ${NEW} `, ` ${OLD}`).all).toHaveLength(2);
  });

  test.each([
    '',
    ',',
    'short',
    randomBytes(31).toString('base64'),
    randomBytes(33).toString('base64'),
    `${NEW},`,
    `${NEW},short`,
    `${NEW} ${OLD}`,
    randomBytes(32).toString('hex'),
  ])('of another form are refused without being repeated (%#)', (text) => {
    const parsed = parseKeyRing(text);
    expect(parsed.ok).toBe(false);
    expect(JSON.stringify(parsed)).not.toContain(NEW);
  });

  test('print neither themselves nor their bytes', () => {
    expect(JSON.stringify(ring(NEW, OLD))).not.toContain(NEW);
  });
});

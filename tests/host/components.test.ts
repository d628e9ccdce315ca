// The host draws what the package offers: every stable component is known by its wire name.
import * as sdk from '@hubspot/ui-extensions';
import { expect, test } from 'vitest';
import { isDrawn } from '../../app/host/components/registry.ts';

/** A component is its wire name, or a memo component that shows it. */
function wireNameOf(exported: unknown): string | undefined {
  if (typeof exported === 'string') return exported;
  if (typeof exported !== 'object' || exported === null || !('$$typeof' in exported)) return;
  return 'displayName' in exported ? String(exported.displayName) : undefined;
}

const wireNames = [
  ...Object.values(sdk).flatMap((exported) => wireNameOf(exported) ?? []),
  'Dropdown',
  wireNameOf(sdk.Dropdown.ButtonItem) ?? 'no wire name',
];

test('the package has the components this host was written for', () => {
  expect(new Set(wireNames).size).toBe(71);
});

test.each(wireNames)('%s is drawn', (wireName) => {
  expect(isDrawn(wireName)).toBe(true);
});

test('an unknown component is not taken for a known one', () => {
  expect(isDrawn('Center')).toBe(false);
  expect(isDrawn('constructor')).toBe(false);
});

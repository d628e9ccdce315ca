// The scopes that the install asks for, from the app's file.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { readAppScopes } from '../../../server/portals/app-scopes.ts';

const folder = mkdtempSync(join(tmpdir(), 'app-scopes-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function appFile(auth: object): URL {
  const file = join(folder, 'app-hsmeta.json');
  writeFileSync(file, JSON.stringify({ uid: 'an_app', config: { name: 'An app', auth } }));
  return pathToFileURL(file);
}

test('scopes that only some subscriptions have go where HubSpot wants them: to the required ones', () => {
  const file = appFile({
    requiredScopes: ['oauth', 'crm.objects.deals.read'],
    conditionallyRequiredScopes: ['crm.objects.leads.read'],
    optionalScopes: ['tickets'],
  });
  expect(readAppScopes(file)).toEqual({
    required: ['oauth', 'crm.objects.deals.read', 'crm.objects.leads.read'],
    optional: ['tickets'],
  });
});

test('a file without scopes is no app’s', () => {
  expect(() => readAppScopes(appFile({ requiredScopes: ['oauth'] }))).toThrow();
});

test('the app’s own file names each scope once', () => {
  const { required, optional } = readAppScopes();
  expect(required).toContain('oauth');
  expect(new Set([...required, ...optional]).size).toBe(required.length + optional.length);
});

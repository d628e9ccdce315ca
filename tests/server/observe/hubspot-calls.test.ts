// Under which path a call is measured: few paths, however many portals, entries and files there are.
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { apiVersions, oauthPaths, pathsOf } from '../../../server/hubspot/versions.ts';
import { pathWithoutIds } from '../../../server/observe/hubspot-calls.ts';

const HUBSPOT = 'https://api.hubapi.com';
const measured = (path: string): string => pathWithoutIds(HUBSPOT + path);

test.each([
  [pathsOf('2026-03').labels('0-1', '2-7654321'), '/crm/associations/2026-03/:id/:id/labels'],
  [pathsOf('v4').recordLinks('0-1', '0-2'), '/crm/v4/associations/:id/:id/batch/read'],
  [pathsOf('v4').recordIds('0-1', 100, 'next'), '/crm/objects/2026-03/:id'],
  [pathsOf('v4').user(5101), '/settings/users/2026-03/:id'],
  [oauthPaths.introspect, '/oauth/2026-03/token/introspect'],
])('%s is measured as %s', (path, template) => {
  expect(measured(path)).toBe(template);
});

test('an entry of the journal has no path of its own, whatever its position looks like', () => {
  const { journalEntries } = pathsOf('2026-03');
  for (const position of [randomUUID(), 'MC0yLTc1MDI=', '17', 'Qk']) {
    expect(measured(journalEntries(position, 20))).toBe(
      '/webhooks-journal/journal/2026-03/batch/:id/next/:id',
    );
  }
});

test('the address of a file is its own key, and is measured as nobody’s', () => {
  const file = `https://files.example.com/journal/${randomUUID()}/part_1.json.gz?signature=x`;
  expect(pathWithoutIds(file)).toBe('/journal/:id/:id');
});

test('what names no record, portal or entry stays as it is', () => {
  for (const version of apiVersions) {
    for (const path of Object.values(pathsOf(version))) {
      if (typeof path === 'string') expect(measured(path)).toBe(path.split('?')[0]);
    }
  }
});

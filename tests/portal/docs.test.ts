// docs/portal.md says what the portal really has: every scenario and value, fault, call, variable.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { queuedFaultSchema } from '../../app/portal/control/faults.ts';
import { scenarioTable } from '../../app/portal/control/scenarios.ts';
import { portalRoutes } from '../../app/portal/routes.ts';
import { testPortal } from './hubspot.ts';

const page = readFileSync(fileURLToPath(new URL('../../docs/portal.md', import.meta.url)), 'utf8');

test('the table of scenarios is complete and in the order of the switches', () => {
  const documented = [...page.matchAll(/^\| `(\w+)`\s+\| ((?:`[\w-]+`(?:, )?)+)\s+\| \[/gmu)].map(
    ([, name, values]) => [name, [...(values ?? '').matchAll(/`([\w-]+)`/gu)].map((one) => one[1])],
  );
  const real = Object.entries(scenarioTable).map(([name, { values }]) => [name, [...values]]);
  expect(documented).toEqual(real);
});

test('the page names every API that is served, and calls none of it not emulated', () => {
  const section = page.slice(page.indexOf('## What it serves'), page.indexOf('## Records'));
  const table = section.split('\n').filter((line) => line.startsWith('|'));
  // What the journal's answers point to is no API of its own.
  const apis = portalRoutes
    .map(({ path }) => `/${path.split('/')[1] ?? ''}/`)
    .filter((api) => api !== '/webhooks-journal-files/');
  for (const api of new Set(apis)) expect(table.join('\n')).toContain(api);
  const absent = section.slice(section.indexOf('Not emulated:')).split('\n\n')[0];
  expect(absent).not.toContain('client_credentials');
});

test('every documented fault is accepted', () => {
  const more: Readonly<Record<string, object>> = {
    status: { status: 503 },
    'rate-limit': { policyName: 'DAILY' },
    migration: { retryAfterSeconds: 5 },
    oauth: { status: 'BAD_HUB' },
    slow: { ms: 5 },
  };
  const faults = page.slice(page.indexOf('## Faults'), page.indexOf('## Seeds'));
  const kinds = [...faults.matchAll(/^\| `([\w-]+)`\s+\|/gmu)].map(([, kind]) => kind ?? '');
  const documented = kinds.filter((kind) => kind !== 'kind');
  expect(documented).toHaveLength(12);
  for (const kind of documented) {
    const fault = { fault: { kind, ...more[kind] } };
    expect([kind, v.safeParse(queuedFaultSchema, fault).success]).toEqual([kind, true]);
  }
});

test('the seed shown in the page is a seed', async () => {
  const [, text = ''] = /```json\n([\s\S]+?)```/u.exec(page) ?? [];
  const portal = await testPortal();
  const reply = await portal.control('PUT', '/seed', JSON.parse(text));
  expect([reply.status, reply.text]).toEqual([204, '']);
});

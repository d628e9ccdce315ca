// A setup's way from the sandbox into production, both installed on the same server.
import { randomUUID } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { printCsv } from '#domain/setup/csv.ts';
import { printJson, type SetupDocument } from '#domain/setup/document.ts';
import { matchSetup, type SetupMatch } from '#domain/setup/match.ts';
import { readSetup } from '#domain/setup/read.ts';
import type { ExportedSetup } from '#domain/setup/wire.ts';
import {
  decodeAnswer,
  decodeError,
  NOT_ADMIN,
  PRODUCTION,
  SANDBOX,
  startWorld,
  type Who,
  type World,
} from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.install(PRODUCTION);
  await world.install(SANDBOX);
});
afterAll(() => world.close());
beforeEach(() => world.hubspot.calm());

const STANDARD = ['0-1', '0-2', '0-3'] as const;
const INSTRUMENT = { production: '2-1000', sandbox: '2-7700' } as const;

const exported = async (who: Who, types: readonly string[]): Promise<ExportedSetup> =>
  decodeAnswer('exportSetup', await world.send(who, 'POST', '/api/setup/export', { types }));

/** What a pasted text would do in a portal. */
async function matched(who: Who, text: string, removeUnlisted = false): Promise<SetupMatch> {
  const read = readSetup(text);
  if (!read.ok) throw new Error(JSON.stringify(read.failure));
  const pairs = read.value.entries.map(({ entry: { from, to } }) => ({ from, to }));
  const answer = await world.send(who, 'POST', '/api/setup/look-up', { pairs });
  const portal = decodeAnswer('lookUpSetup', answer);
  return matchSetup(read.value.entries, portal, { choices: new Map(), removeUnlisted });
}

const limitsOf = ({ limits }: SetupDocument): readonly string[] =>
  limits.map((one) => JSON.stringify(one));

async function setIn(
  who: Who,
  from: string,
  to: string,
  key: string,
  max: number | null,
  by = 'screen',
) {
  const [category, typeId] = key.split(':');
  const { portalId } = who;
  const type = { from, to, category, typeId: Number(typeId) };
  await world.hubspot.admin('POST', '/limits', { portalId, ...type, max, by });
}

test('an export brought into the same portal is an empty plan, as JSON and as CSV', async () => {
  const types = [...STANDARD, INSTRUMENT.production];
  const { document, read, unread } = await exported(PRODUCTION, types);
  expect(read).toBe(16);
  expect(unread).toEqual([]);
  expect(document.limits.length).toBeGreaterThan(8);
  for (const text of [printJson(document), printCsv(document)]) {
    const match = await matched(PRODUCTION, text, true);
    expect(match.changes).toEqual([]);
    expect(new Set(match.findings.map(({ verdict }) => verdict.kind))).toEqual(
      new Set(['already']),
    );
  }
});

test('an export tells labels apart by internal names, also where typeIds and names collide', async () => {
  const { document } = await exported(PRODUCTION, STANDARD);
  const named = document.limits.map(({ from, to, label, labelText }) => [
    from,
    to,
    label,
    labelText,
  ]);
  expect(named).toContainEqual(['contact', 'company', 'consultant', 'Consultant']);
  expect(named).toContainEqual(['contact', 'company', null, null]);
  expect(named).toContainEqual(['contact', 'contact', 'manager', 'Reports to']);
  expect(JSON.stringify(document)).not.toMatch(/typeId|"\d+-\d+"|24201733/);
});

test('the sandbox’s limits reach production, where types have other ids', async () => {
  const sandbox = [...STANDARD, INSTRUMENT.sandbox];
  const held = await world.hubspot.limits(SANDBOX.portalId, '0-3', '0-2');
  const keys = [...held.keys()].filter((key) => key.startsWith('USER_DEFINED'));
  for (const [index, key] of keys.entries()) {
    await setIn(SANDBOX, '0-3', '0-2', key, 20 + index);
  }
  const { document } = await exported(SANDBOX, sandbox);
  const before = await exported(PRODUCTION, [...STANDARD, INSTRUMENT.production]);
  expect(limitsOf(before.document)).not.toEqual(limitsOf(document));

  const { changes } = await matched(PRODUCTION, printJson(document), true);
  const plan = await world.makePlan(changes);
  const done = await world.applied(plan.planId);
  expect(new Set(done.items.map(({ outcome }) => outcome.kind))).toEqual(new Set(['saved']));

  const after = await exported(PRODUCTION, [...STANDARD, INSTRUMENT.production]);
  expect(limitsOf(after.document)).toEqual(limitsOf(document));
});

test('internal names that HubSpot does not tell yet are replaced by texts', async () => {
  await world.hubspot.fault({ kind: 'status', status: 403 }, { path: '/schemas/0-5' }, 9);
  const { document } = await exported(SANDBOX, ['0-5', '0-1']);
  expect(document.limits.map(({ from }) => from)).toContain('Ticket');
  const match = await matched(SANDBOX, printJson(document));
  expect(match.changes).toEqual([]);
});

test('no portal sees another’s object types, and looking up needs no more than names', async () => {
  const foreign = await world.send(SANDBOX, 'POST', '/api/setup/export', {
    types: [INSTRUMENT.production],
  });
  expect(decodeError(foreign).code).toBe('unknown_object_type');
  const mine = await exported(PRODUCTION, STANDARD);
  await setIn(SANDBOX, '0-1', '0-2', 'HUBSPOT_DEFINED:279', 77);
  expect(limitsOf((await exported(PRODUCTION, STANDARD)).document)).toEqual(
    limitsOf(mine.document),
  );
});

test('a colleague who is no Super Admin may export and look up, and gets no plan', async () => {
  const { document } = await exported(NOT_ADMIN, STANDARD);
  await setIn(PRODUCTION, '0-1', '0-2', 'HUBSPOT_DEFINED:279', 66);
  const { changes } = await matched(NOT_ADMIN, printJson(document));
  expect(changes).toHaveLength(1);
  const answer = await world.send(NOT_ADMIN, 'PUT', `/api/plans/${randomUUID()}`, { changes });
  expect(decodeError(answer).code).toBe('not_super_admin');
});

test('a limit above what a setup may hold is left out and named, and the rest is exported', async () => {
  const before = await exported(PRODUCTION, STANDARD);
  await setIn(PRODUCTION, '0-1', '0-2', 'HUBSPOT_DEFINED:279', 20_000, 'app');
  const { document, notes } = await exported(PRODUCTION, STANDARD);
  expect(before.notes).toEqual([]);
  expect(notes).toEqual([
    '1 limit is outside what a setup may hold (1 to 10,000). Not in this export: Contact → Company, all associations (no label): 20,000.',
  ]);
  expect(document.limits).toHaveLength(before.document.limits.length - 1);
  await setIn(PRODUCTION, '0-1', '0-2', 'HUBSPOT_DEFINED:279', 66);
});

test('requests that are none are refused, and more than one look-up can read as well', async () => {
  const bad = async (method: string, path: string, body: unknown): Promise<string> =>
    decodeError(await world.send(PRODUCTION, method, path, body)).code;
  const types = ['0-1', '0-2', '0-3', '0-5', '0-8', '0-14', '0-46'];
  for (const body of [undefined, { types: [] }, { types: ['deal'] }, { types }]) {
    expect(await bad('POST', '/api/setup/export', body)).toBe('bad_request');
  }
  expect(await bad('POST', '/api/setup/look-up', { pairs: [] })).toBe('bad_request');
  expect(await bad('POST', '/api/setup/look-up', { pairs: [{ from: '', to: 'a' }] })).toBe(
    'bad_request',
  );
  const names = ['contact', 'company', 'deal', 'ticket', 'order'];
  const pairs = names.flatMap((from) => names.map((to) => ({ from, to })));
  expect(await bad('POST', '/api/setup/look-up', { pairs })).toBe('too_many_directions');
});

test('names that the portal does not have are no failure', async () => {
  const text = 'from,to,limit\nspaceship,company,1';
  const match = await matched(PRODUCTION, text);
  expect(match.findings[0]?.verdict).toEqual({ kind: 'no_object', name: 'spaceship' });
});

test('the published JSON Schema takes an export and refuses what the reader refuses', async () => {
  const response = await fetch(`${world.url}/setup.schema.json`);
  expect(response.headers.get('content-type')).toContain('application/schema+json');
  const schema = (await response.json()) as { $schema: string; $id: string };
  expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  const fits = new Ajv2020().compile(schema);
  const { document } = await exported(PRODUCTION, STANDARD);
  expect(document.$schema).toBe(schema.$id);
  expect(fits(document)).toBe(true);
  expect(fits({ version: 1, limits: [{ from: 'deal', to: 'company', limit: 1 }] })).toBe(true);
  expect(fits({ version: 1, limits: [{ from: 'deal', to: 'company', limit: 0 }] })).toBe(false);
  expect(fits({ version: 1, limits: [{ from: 'deal', to: 'company', limit: 1, typeId: 5 }] })).toBe(
    false,
  );
});

test('the largest export and the largest look-up answer before hubspot.fetch gives up', async () => {
  const types = ['0-1', '0-2', '0-3', '0-5', '0-123', INSTRUMENT.production];
  const began = performance.now();
  const { read, unread } = await exported(PRODUCTION, types);
  expect(performance.now() - began).toBeLessThan(12_000);
  expect(read + unread.length).toBe(36);
  const names = ['contact', 'company', 'deal', 'ticket'];
  const rows = names.flatMap((from) => names.map((to) => `${from},${to},1`));
  const text = ['from,to,limit', ...rows, ...names.map((to) => `order,${to},1`)].join('\n');
  const asked = performance.now();
  expect((await matched(PRODUCTION, text)).findings).toHaveLength(20);
  expect(performance.now() - asked).toBeLessThan(12_000);
});

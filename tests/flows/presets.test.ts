// Presets on the real server: told from the stored overview, applied as ordinary plans.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changesOfPreset, type PresetFinding, type Presets } from '#domain/presets.ts';
import { readPortal } from './read-portal.ts';
import { kindsOf, PRODUCTION, SANDBOX, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.install();
  await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000 });
});
afterAll(() => world.close());

const presetsOf = (who = PRODUCTION): Promise<Presets> =>
  world.get('presets', '/api/overview/presets', who);

async function found(id: PresetFinding['id']): Promise<PresetFinding> {
  const finding = (await presetsOf()).findings.find((one) => one.id === id);
  if (!finding) throw new Error(`${id} is not among the presets.`);
  return finding;
}

test('before the portal was read, no preset is offered and nothing is said to be unknown', async () => {
  expect(await presetsOf()).toEqual({ objectTypes: [], findings: [], unknown: [] });
});

test('a portal that was read is offered what its labels allow, from what they have to 1', async () => {
  await readPortal(world);
  const { findings, unknown } = await presetsOf();
  expect(unknown).toEqual([]);
  const told = findings.map(({ id, state, items }) => [
    id,
    state,
    items.map(({ label, before, after }) => [label, before, after]),
  ]);
  expect(told).toEqual([
    ['primary_company_per_deal', 'offered', [['Primary', null, 1]]],
    ['primary_company_per_contact', 'offered', [['Primary', null, 1]]],
    ['primary_company_per_ticket', 'offered', [['Primary', null, 1]]],
    ['primary_contact_per_lead', 'offered', [['Primary', null, 1]]],
    ['billing_contact_per_company', 'offered', [['Billed to', 2, 1]]],
    ['decision_maker_per_deal', 'already', [['Decision maker', 1, 1]]],
    ['economic_buyer_per_deal', 'offered', [['Economic buyer', 2, 1]]],
    ['requester_per_ticket', 'already', [['Reporter', 1, 1]]],
    ['parent_company_per_company', 'offered', [['Parent Company', null, 1]]],
    ['company_per_deal', 'blocked', []],
  ]);
});

test('a preset’s plan is the plan that it showed, and once applied the preset is already so', async () => {
  for (const id of ['primary_company_per_deal', 'billing_contact_per_company'] as const) {
    const finding = await found(id);
    const plan = await world.makePlan(changesOfPreset(finding));
    expect(plan.items).toMatchObject(finding.items);
    expect(kindsOf(await world.applied(plan.planId))).toEqual(['saved']);
    expect((await found(id)).state).toBe('already');
  }
});

test('a limit that somebody removed in HubSpot since is not overlooked by the plan', async () => {
  const finding = await found('economic_buyer_per_deal');
  const [item] = finding.items;
  const { from, to, category, typeId } = item ?? {};
  const { portalId } = PRODUCTION;
  await world.hubspot.admin('POST', '/limits', { portalId, from, to, category, typeId, max: null });
  const plan = await world.makePlan(changesOfPreset(finding));
  expect(plan.items).toMatchObject([{ action: 'create', before: null, after: 1 }]);
  // Making the plan read the direction, so the preset tells it too.
  expect((await found('economic_buyer_per_deal')).items).toMatchObject([
    { before: null, after: 1 },
  ]);
});

test('a direction that could not be read offers nothing, and is named', async () => {
  await world.hubspot.fault(
    { kind: 'status', status: 403, body: { category: 'MISSING_SCOPES', message: 'No.' } },
    { path: '/0-1/0-2/labels' },
    9,
  );
  await readPortal(world);
  const { findings, unknown } = await presetsOf();
  expect(unknown).toEqual([{ from: '0-1', to: '0-2', state: 'not_allowed' }]);
  expect(findings.map(({ id }) => id)).not.toContain('primary_company_per_contact');
});

test('another portal is told nothing of it', async () => {
  await world.install(SANDBOX);
  expect(await presetsOf(SANDBOX)).toEqual({ objectTypes: [], findings: [], unknown: [] });
});

// The review: everything that will change, everything that will not, and nothing sent yet.
import { Input, TextArea } from '@hubspot/ui-extensions';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { sayFailure } from '#domain/failureWords.ts';
import { planIdSchema, type PlanView } from '#domain/wire.ts';
import { json, lost, makeBackend, refusal } from './backend.ts';
import { deal, dealToCompany, portal, row } from './portal.ts';
import { openLabels, type Screen } from './screen.tsx';

async function review(texts: Readonly<Record<string, string>>): Promise<Screen> {
  const screen = await openLabels();
  for (const [label, text] of Object.entries(texts)) screen.type(`New limit for ${label}`, text);
  screen.press('Review');
  await screen.see('Apply ');
  return screen;
}

test('each change is a sentence, with what stays and what is risky', async () => {
  makeBackend(portal);
  const screen = await review({ '“Biller”': '2', '“Partner”': '10' });
  await screen.see(
    'Apply 2 limits to Deal → Company?',
    '4 → 2',
    'One Deal may have at most 2 Companies labelled “Biller”.',
    'No limit → 10',
    '2 limits get stricter.',
    '1 limit would be equal to the limit for all associations',
    '3 other labels of Deal → Company keep what they have.',
  );
});

test('both sides of a label that reads alike are told apart, and the one that follows is not said to stay', async () => {
  const twins = [row(76, 'Twin', 12), row(77, 'Twin', 12), row(78, 'Parent', 3)];
  const labels = [row(451, null, null, 'HUBSPOT_DEFINED'), ...twins];
  const dealToDeal = { ...dealToCompany, to: deal, labels };
  makeBackend({ ...portal, directions: [...portal.directions, dealToDeal] });
  const screen = await openLabels();
  screen.choose('To', '0-3');
  await screen.see('One side of this label (type id 76).', 'One side of this label (type id 77).');
  screen.type('New limit for “Twin” (Custom, type id 76)', '5');
  await screen.see('HubSpot keeps one limit for both sides of this pair');
  screen.press('Review');
  await screen.see('12 → 5', 'applies to both sides', '2 other labels of Deal → Deal keep');
});

test('both sides of a label that are so already are told once', async () => {
  const labels = [row(76, 'Twin'), row(77, 'Twin'), row(78, 'Parent', 3)];
  const dealToDeal = { ...dealToCompany, to: deal, labels };
  const backend = makeBackend({ ...portal, directions: [...portal.directions, dealToDeal] });
  const screen = await openLabels();
  screen.choose('To', '0-3');
  await screen.see('One side of this label (type id 77).');
  for (const { props } of screen.renderer.findAll(Input)) props.onInput?.('7');
  backend.directions.set('0-3>0-3', {
    ...dealToDeal,
    labels: labels.map((one) => (one.label === 'Twin' ? { ...one, limit: 7 } : one)),
  });
  screen.press('Review');
  await screen.see('Apply 1 limit to Deal → Deal?');
  const line = 'Deal → Deal, “Twin”: is 7 already.';
  expect(screen.shown().split(line)).toHaveLength(2);
});

test('two labels with one name are told apart by whose they are, not called sides of one', async () => {
  const labels = [...dealToCompany.labels, row(6, 'Primary', 2)];
  makeBackend({ ...portal, directions: [{ ...dealToCompany, labels }] });
  const screen = await openLabels();
  const names = ['Primary (HubSpot, type id 5)', 'Primary (Custom, type id 6)'];
  for (const name of names) {
    screen.type(`New limit for ${name.replace('Primary', '“Primary”')}`, '7');
  }
  screen.press('Review');
  await screen.see('Apply 2 limits to Deal → Company?', ...names);
  expect(screen.has('One side of this label')).toBe(false);
});

test('the plan is asked for under an id of the panel’s, with the typed limits and no others', async () => {
  const backend = makeBackend(portal);
  await review({ '“Biller”': ' 2 ' });
  const [call] = backend.callsOf('makePlan');
  expect(v.safeParse(planIdSchema, call?.values['planId']).success).toBe(true);
  expect(call?.body).toEqual({
    changes: [{ from: '0-3', to: '0-2', category: 'USER_DEFINED', typeId: 33, limit: 2 }],
  });
  expect(backend.callsOf('applyPlan')).toEqual([]);
});

test('limits of two directions are reviewed together', async () => {
  makeBackend(portal);
  const screen = await openLabels();
  screen.type('New limit for “Biller”', '2');
  screen.press('Switch direction');
  await screen.see('one Company may have at most N Deals');
  screen.type('New limit for “Partner”', '3');
  screen.press('Review');
  await screen.see('Apply 2 limits in 2 directions?', 'Deal → Company', 'Company → Deal');
});

test('back to editing keeps every draft as typed', async () => {
  makeBackend(portal);
  const screen = await review({ '“Biller”': '02' });
  screen.press('Back to editing');
  await screen.see('1 unsaved limit');
  expect(screen.field('New limit for “Biller”').value).toBe('02');
});

test('back to editing keeps the note for the next review, until a plan is applied', async () => {
  const backend = makeBackend(portal);
  const screen = await review({ '“Biller”': '2' });
  const note = () => screen.renderer.find(TextArea).props;
  note().onInput?.('Ticket 4711');
  screen.press('Back to editing');
  await screen.see('1 unsaved limit');
  screen.type('New limit for “Partner”', '9');
  screen.press('Review');
  await screen.see('Apply 2 limits');
  expect(note().defaultValue).toBe('Ticket 4711');
  screen.press('Apply 2 limits');
  await screen.see('2 limits are saved');
  expect(backend.callsOf('applyPlan')[0]?.body).toEqual({ note: 'Ticket 4711' });
  screen.press('Done');
  await screen.see('No unsaved limits');
  screen.type('New limit for “Biller”', '3');
  screen.press('Review');
  await screen.see('Apply 1 limit');
  expect(note().defaultValue).toBe('');
});

test('an empty plan says that everything is as wanted', async () => {
  const backend = makeBackend(portal);
  const screen = await openLabels();
  screen.type('New limit for “Biller”', '2');
  const direction = backend.directions.get('0-3>0-2');
  if (!direction) throw new Error('No direction');
  const labels = direction.labels.map((one) => (one.typeId === 33 ? { ...one, limit: 2 } : one));
  backend.directions.set('0-3>0-2', { ...direction, labels });
  screen.press('Review');
  await screen.see('Nothing to apply');
  screen.press('Back to limits');
  await screen.see('New limit for “Biller”');
});

test('an apply whose answer is lost is repeated under the same id', async () => {
  const backend = makeBackend(portal);
  const screen = await review({ '“Biller”': '2' });
  backend.failNext('applyPlan', lost);
  screen.press('Apply 1 limit');
  await screen.see('No answer arrived');
  screen.press('Apply 1 limit');
  await screen.see('Applying 1 limit');
  const ids = backend.callsOf('applyPlan').map(({ values }) => values['planId']);
  expect(new Set(ids).size).toBe(1);
  expect(ids).toHaveLength(2);
});

test('an apply whose answer is lost is watched where the server had taken it', async () => {
  const backend = makeBackend(portal);
  backend.stations = [{ state: 'applying' }];
  const screen = await review({ '“Biller”': '2' });
  const sessions = backend.callsOf('session').length;
  backend.failNext('applyPlan', () => {
    for (const [planId, plan] of backend.plans) {
      backend.plans.set(planId, { ...plan, state: 'applying', appliedAt: plan.createdAt });
    }
    return lost();
  });
  screen.press('Apply 1 limit');
  await screen.see('The limit is saved');
  expect(backend.callsOf('applyPlan')).toHaveLength(1);
  expect(backend.callsOf('session').length).toBeGreaterThan(sessions);
  screen.press('Done');
  await screen.see('No unsaved limits');
});

test('limits are read again where a plan was done before a lost answer was noticed', async () => {
  const backend = makeBackend(portal);
  const screen = await review({ '“Biller”': '2' });
  backend.failNext('applyPlan', () => {
    for (const [planId, plan] of backend.plans) {
      const items = plan.items.map((item): PlanView['items'][number] => {
        return { ...item, outcome: { kind: 'saved', before: item.before, after: item.after } };
      });
      const appliedAt = plan.createdAt;
      backend.plans.set(planId, { ...plan, state: 'done', appliedAt, items });
    }
    const labels = dealToCompany.labels.map((one) =>
      one.typeId === 33 ? { ...one, limit: 2 } : one,
    );
    backend.directions.set('0-3>0-2', { ...dealToCompany, labels });
    return lost();
  });
  screen.press('Apply 1 limit');
  await screen.see('The limit is saved');
  screen.press('Done');
  await screen.see('No unsaved limits');
  await screen.waitFor(() => {
    const { defaultValue } = screen.renderer.find(Input, { label: 'New limit for “Biller”' }).props;
    expect(defaultValue).toBe('2');
  });
});

test('who lost the Super Admin right meanwhile is told, and nothing is applied', async () => {
  const backend = makeBackend(portal);
  const screen = await review({ '“Biller”': '2' });
  backend.failNext('applyPlan', refusal(403, { code: 'not_super_admin', message: 'No.' }));
  screen.press('Apply 1 limit');
  await screen.see('Only a Super Admin can do this');
});

test('what was typed stays where the plan ended before it was applied', async () => {
  const backend = makeBackend(portal);
  const screen = await review({ '“Biller”': '2' });
  // The portal left, and was connected again since.
  const refusal = sayFailure({ code: 'disconnected', message: 'Atmost was disconnected.' });
  backend.failNext('applyPlan', () => {
    const [plan] = backend.plans.values();
    if (!plan) throw new Error('There is no plan.');
    const ended: PlanView = { ...plan, state: 'refused', refusal };
    backend.plans.set(plan.planId, ended);
    return json(200, ended)();
  });
  screen.press('Apply 1 limit');
  await screen.see('Atmost is disconnected from this portal');
  screen.press('Back to editing');
  await screen.see('1 unsaved limit');
  expect(screen.field('New limit for “Biller”').value).toBe('2');
});

test('a lost connection offers to connect again, and keeps the review', async () => {
  const backend = makeBackend(portal);
  const screen = await review({ '“Biller”': '2' });
  backend.failNext('applyPlan', refusal(409, { code: 'disconnected', message: 'Gone.' }));
  screen.press('Apply 1 limit');
  await screen.see('Atmost is disconnected from this portal', 'Connect Atmost again');
  expect(screen.has('Apply 1 limit to Deal → Company?')).toBe(true);
});

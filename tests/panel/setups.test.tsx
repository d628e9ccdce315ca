// The Setups tab: exporting, pasting, choosing, and the way to the ordinary review.
import { setTimeout } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { Checkbox, MultiSelect, Select, TextArea } from '@hubspot/ui-extensions';
import { blockOf } from '../../src/app/settings/panel/edit/TooMany.tsx';
import { json, makeBackend, refusal, type TestBackend } from './backend.ts';
import { company, dealToCompany, onlyLooks, portal, row, session } from './portal.ts';
import { openLabels, openPanel, showTab, type Screen } from './screen.tsx';
import { exportFrom } from './setup-backend.ts';

let backend: TestBackend;
beforeEach(() => {
  backend = makeBackend(portal);
});

async function openSetups(): Promise<Screen> {
  const screen = openPanel();
  await screen.see('Choose two object types');
  showTab(screen, 'setups');
  await screen.see('Export the limits of this portal');
  return screen;
}

function paste(screen: Screen, text: string): void {
  screen.renderer.find(TextArea, { name: 'setup-pasted' }).props.onInput?.(text);
  screen.press('Check');
}

async function exportAll(screen: Screen, format: 'json' | 'csv'): Promise<string> {
  screen.renderer.find(MultiSelect).props.onChange?.(['0-3', '0-2']);
  screen.choose('Format', format);
  screen.press('Export');
  await screen.see('Exported setup');
  return screen.renderer.find(TextArea, { name: 'setup-exported' }).props.value ?? '';
}

test('an export pasted into the same portal changes nothing', async () => {
  const screen = await openSetups();
  for (const format of ['json', 'csv'] as const) {
    const text = await exportAll(screen, format);
    paste(screen, text);
    await screen.see('4 limits in the setup: 4 already so.');
    screen.press('Review');
    await screen.see('Nothing to set');
    paste(screen, 'x');
  }
  expect(backend.callsOf('makePlan')).toEqual([]);
});

test('what differs is reviewed as an ordinary plan, and the text is still there afterwards', async () => {
  const screen = await openSetups();
  paste(screen, 'from,to,labelText,limit\ndeal,company,Biller,9\nDeals,Companies,Partner,2');
  await screen.see('2 limits in the setup: 2 will be set.', '4 → 9', 'No limit → 2');
  screen.press('Review');
  await screen.see('Apply 2 limits to Deal → Company?');
  screen.press('Back to editing');
  await screen.see('2 will be set');
  const pasted = screen.renderer.find(TextArea, { name: 'setup-pasted' }).props.defaultValue;
  expect(pasted).toContain('Biller');
  showTab(screen, 'limits');
  await screen.see('Choose two object types');
});

test('findings from before an apply, or a new check, are said to be read again', async () => {
  const screen = await openSetups();
  const reading = 'Reading the limits that the setup names';
  paste(screen, 'from,to,labelText,limit\ndeal,company,Biller,9');
  await screen.see('1 will be set');
  expect(screen.has(reading)).toBe(false);
  screen.press('Review');
  await screen.see('Apply 1 limit to Deal → Company?');
  screen.press('Apply 1 limit');
  await screen.see('The limit is saved');
  for (const button of ['Done', 'Check']) {
    const answer = backend.holdNext('lookUpSetup');
    screen.press(button);
    await screen.see(reading);
    answer();
    await screen.see('1 already so');
    await screen.waitFor(() => {
      expect(screen.has(reading)).toBe(false);
    });
  }
});

test('limits that were typed survive a look at the setups', async () => {
  const screen = await openLabels();
  screen.type('New limit for “Biller”', '8');
  await screen.see('1 unsaved limit');
  showTab(screen, 'setups');
  await screen.see('Export the limits of this portal');
  showTab(screen, 'limits');
  await screen.see('1 unsaved limit');
});

test('a text that is no setup is told its lines, and asks the server nothing', async () => {
  const screen = await openSetups();
  paste(screen, '{"version": 1,\n"limits": [}');
  await screen.see('This text is not a setup: 1 thing to correct', 'Line 2, column 12');
  paste(screen, 'from,to,limit\n');
  await screen.see('This setup holds no limits');
  expect(backend.callsOf('lookUpSetup')).toEqual([]);
});

test('of several labels the chosen one is set', async () => {
  const direction = backend.directions.get('0-2>0-3');
  if (!direction) throw new Error('The portal has this direction.');
  const labels = [row(61, 'Payer'), row(62, 'Payer', 5, 'INTEGRATOR_DEFINED')];
  backend.directions.set('0-2>0-3', { ...direction, labels });
  const screen = await openSetups();
  paste(screen, 'from,to,labelText,limit\ncompany,deal,Payer,2');
  await screen.see('1 to be chosen by you', 'Several labels of this portal fit.');
  screen.press('Review');
  await screen.see('Choose which labels are meant');
  screen.choose('Meant in line 2', '0-2>0-3/INTEGRATOR_DEFINED:62');
  await screen.see('1 will be set', '5 → 2');
  screen.press('Review');
  await screen.see('Apply 1 limit');
  expect(backend.callsOf('makePlan')[0]?.body).toMatchObject({
    changes: [{ typeId: 62, limit: 2 }],
  });
});

test('sides of one label are chosen and changed in any order, and the other side follows', async () => {
  const sides = [row(11, 'Partner', 5), row(12, 'Partner')];
  backend.directions.set('0-2>0-2', { ...dealToCompany, from: company, labels: sides });
  const screen = await openSetups();
  paste(screen, 'from,to,labelText,limit\ncompany,company,Partner,3\ncompany,company,Partner,5');
  await screen.see('2 to be chosen by you');
  const shown = () =>
    ['Meant in line 2', 'Meant in line 3'].map(
      (label) => screen.renderer.find(Select, { label }).props.value,
    );
  const [first, second] = ['0-2>0-2/USER_DEFINED:11', '0-2>0-2/USER_DEFINED:12'];
  screen.choose('Meant in line 2', first);
  await screen.see('2 will be set');
  expect(shown()).toEqual([first, second]);
  screen.choose('Meant in line 3', first);
  await screen.see('2 left out', 'wants another limit for the same label in line 3');
  screen.choose('Meant in line 2', second);
  await screen.see('1 will be set, 1 already so');
  expect(shown()).toEqual([second, first]);
});

test('what a setup does not mention is removed only where the person ticks it', async () => {
  const screen = await openSetups();
  paste(screen, 'from,to,labelText,limit\ndeal,company,Biller,9');
  await screen.see('Limits that this setup does not mention', 'Deal → Company, “Shipper”: 3');
  screen.renderer.find(Checkbox).props.onChange?.(true, '');
  screen.press('Review');
  await screen.see('Apply 4 limits', '3 → No limit');
});

test('more changes than one plan takes are told before they are sent', async () => {
  const labels = Array.from({ length: 2_001 }, (_, index) => {
    return row(1_000 + index, `Label ${String(index)}`, 3);
  });
  backend.directions.set('0-3>0-2', { ...dealToCompany, labels });
  const screen = await openSetups();
  paste(screen, 'from,to,labelText,limit\ndeal,company,Label 0,9');
  await screen.see('1 will be set');
  const tooMany = '2,001 limits are too many for one review. Review at most 2,000 at once.';
  expect(screen.has(tooMany)).toBe(false);
  screen.renderer.find(Checkbox).props.onChange?.(true, '');
  await screen.see(tooMany);
  screen.press('Review');
  expect(backend.callsOf('makePlan')).toEqual([]);
  screen.renderer.find(Checkbox).props.onChange?.(false, '');
  await screen.waitFor(() => {
    expect(screen.has(tooMany)).toBe(false);
  });
  screen.press('Review');
  await screen.see('Apply 1 limit');
});

test('more directions than one plan takes are told as well', () => {
  const between = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ from: '0-3', to: `2-${String(index)}` }));
  expect(blockOf([...between(400), ...between(400)])).toBeNull();
  expect(blockOf(between(401))).toBe(
    'These limits are in 401 directions. Review at most 400 directions at once.',
  );
});

test('an export without object types, or with too many, is not asked for', async () => {
  const screen = await openSetups();
  screen.press('Export');
  await screen.see('Choose the object types whose limits you want to export.');
  screen.renderer.find(MultiSelect).props.onChange?.(['1', '2', '3', '4', '5', '6', '7']);
  screen.press('Export');
  await screen.see('7 object types are too many for one export. Choose at most 6.');
  // What stands in the way is said as long as it does.
  screen.renderer.find(MultiSelect).props.onChange?.(['0-3', '0-2']);
  await screen.waitFor(() => {
    expect(screen.has('Choose object types first')).toBe(false);
  });
  expect(backend.callsOf('exportSetup')).toEqual([]);
});

test('the chosen object types and their export are there after a look at another tab', async () => {
  const screen = await openSetups();
  const text = await exportAll(screen, 'csv');
  paste(screen, text);
  await screen.see('4 already so');
  showTab(screen, 'limits');
  await screen.see('Choose two object types');
  showTab(screen, 'setups');
  await screen.see('Exported setup');
  expect(screen.renderer.find(MultiSelect).props.value).toEqual(['0-3', '0-2']);
  expect(screen.renderer.find(TextArea, { name: 'setup-exported' }).props.value).toBe(text);
  expect(backend.callsOf('exportSetup')).toHaveLength(1);
});

test('an export that is answered after a newer one is not shown', async () => {
  const screen = await openSetups();
  let answer: () => void = () => undefined;
  const older = exportFrom(backend, { types: ['0-3', '0-2'] });
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  backend.failNext('exportSetup', () => held.then(json(200, { ...older, notes: ['Older.'] })));
  screen.renderer.find(MultiSelect).props.onChange?.(['0-3', '0-2']);
  screen.press('Export');
  showTab(screen, 'limits');
  await screen.see('Choose two object types');
  showTab(screen, 'setups');
  await screen.see('Export the limits of this portal');
  screen.press('Export');
  await screen.see('Exported setup');
  answer();
  await setTimeout(20);
  expect(screen.has('Older.')).toBe(false);
  expect(screen.has('Exported setup')).toBe(true);
});

test('what an export leaves out is told, and is not said to be without a limit', async () => {
  const left = 'One limit is outside what a setup may hold.';
  backend.failNext('exportSetup', () => {
    const exported = exportFrom(backend, { types: ['0-3', '0-2'] });
    const document = { ...exported.document, limits: [] };
    return json(200, { ...exported, document, notes: [left] })();
  });
  const screen = await openSetups();
  screen.renderer.find(MultiSelect).props.onChange?.(['0-3', '0-2']);
  screen.press('Export');
  await screen.see('Not everything is in this export', left);
  await screen.see('No limit to export was found in 2 directions.');
});

test('why the server refuses a plan is said beside the setup', async () => {
  const screen = await openSetups();
  paste(screen, 'from,to,labelText,limit\ndeal,company,Biller,900');
  await screen.see('1 will be set');
  screen.press('Review');
  await screen.see('“Biller” cannot have 900');
});

test('the kind of account is said, and who may not change limits gets no review', async () => {
  const { portal: account } = session;
  backend.session = { ...session, portal: { ...account, accountType: 'SANDBOX' } };
  backend.rights = onlyLooks;
  const screen = await openSetups();
  paste(screen, 'from,to,labelText,limit\ndeal,company,Biller,9');
  await screen.see('You are in the sandbox 4242.', '1 will be set');
  expect(screen.buttons()).not.toContain('Review');
});

test('a label that was made meanwhile is found at the next check', async () => {
  const screen = await openSetups();
  paste(screen, 'from,to,labelText,limit\ncompany,deal,Auditor,2');
  await screen.see('This portal has no such label in this direction.');
  const direction = backend.directions.get('0-2>0-3');
  if (!direction) throw new Error('The portal has this direction.');
  backend.directions.set('0-2>0-3', { ...direction, labels: [row(70, 'Auditor')] });
  screen.press('Check');
  await screen.see('1 will be set');
});

test('what HubSpot does not answer is said and can be asked again', async () => {
  const unavailable = { code: 'hubspot_unavailable', message: 'HubSpot did not answer.' } as const;
  backend.failNext('lookUpSetup', refusal(424, unavailable));
  backend.failNext('exportSetup', refusal(424, unavailable));
  const screen = await openSetups();
  paste(screen, 'from,to,labelText,limit\ndeal,company,Biller,9');
  await screen.see('HubSpot is not answering');
  screen.press('Try again');
  await screen.see('1 will be set');
  screen.renderer.find(MultiSelect).props.onChange?.(['0-3', '0-2']);
  screen.press('Export');
  await screen.see('HubSpot is not answering');
  expect(screen.has('Exported setup')).toBe(false);
});

// Kept setups and large setups in the Setups tab, as a person uses them.
import { setTimeout } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import {
  Input,
  LoadingButton,
  MultiSelect,
  TableRow,
  TextArea,
  ToggleGroup,
} from '@hubspot/ui-extensions';
import { readSetup } from '#domain/setup/read.ts';
import { json, lost, makeBackend, refusal, type TestBackend } from './backend.ts';
import { keptList } from './kept-backend.ts';
import { company, dealToCompany, onlyLooks, portal, row } from './portal.ts';
import { openPanel, showTab, type Screen } from './screen.tsx';

let backend: TestBackend;
beforeEach(() => {
  backend = makeBackend(portal);
});

async function openSetups(): Promise<Screen> {
  const screen = openPanel();
  await screen.see('Choose two object types');
  showTab(screen, 'setups');
  await screen.see('Kept setups');
  return screen;
}

function paste(screen: Screen, text: string): void {
  screen.renderer.find(TextArea, { name: 'setup-pasted' }).props.onInput?.(text);
  screen.press('Check');
}

function chooseWholePortal(screen: Screen): void {
  // HubSpot types the handler for one or several values, whichever the group uses.
  const tell = screen.renderer.find(ToggleGroup).props.onChange as (value: string) => void;
  tell('all');
}

const OTHER_ID = '0190a8a4-0000-7000-8000-000000000001';
const NAME = 'Name of the kept setup';
const CSV = 'from,to,labelText,limit\ndeal,company,Biller,4\ndeal,company,Shipper,9\ndeal,moon,,1';

async function keep(screen: Screen, name: string): Promise<void> {
  screen.press('Keep in this portal');
  await screen.see(NAME);
  screen.type(NAME, name);
  screen.press('Keep setup');
  await screen.see(`“${name}” is kept in this portal.`);
}

async function keepPasted(screen: Screen): Promise<void> {
  paste(screen, CSV);
  await screen.see('1 will be set, 1 already so, 1 left out');
  await keep(screen, 'Standard');
  await screen.waitFor(() => {
    expect(screen.buttons()).toContain('Compare');
  });
}

test('a pasted, checked setup is kept under a name, and its text stays', async () => {
  const screen = await openSetups();
  await screen.see('No setup is kept yet', 'A kept setup holds names, not ids.');
  await keepPasted(screen);
  await screen.see('Ada Byron', 'Compare');
  expect(screen.has('No setup is kept yet')).toBe(false);
  expect(screen.has('1 will be set')).toBe(true);
  expect([...backend.kept.values()]).toMatchObject([{ name: 'Standard', limits: 3 }]);
});

test('a name is asked for, and not sent while it is missing or too long', async () => {
  const screen = await openSetups();
  paste(screen, CSV);
  await screen.see('Keep in this portal');
  screen.press('Keep in this portal');
  await screen.see(NAME);
  screen.press('Keep setup');
  await screen.see('Type a name.');
  screen.type(NAME, 'x'.repeat(101));
  await screen.see('The name has 101 characters; 100 are the most.');
  screen.press('Keep setup');
  expect(backend.callsOf('keepSetup')).toEqual([]);
  screen.press('Cancel');
  await screen.see('Keep in this portal');
});

test('a typed name survives a look at another tab', async () => {
  const screen = await openSetups();
  paste(screen, CSV);
  await screen.see('Keep in this portal');
  screen.press('Keep in this portal');
  await screen.see(NAME);
  screen.type(NAME, 'Standard');
  showTab(screen, 'history');
  await screen.waitFor(() => {
    expect(screen.has(NAME)).toBe(false);
  });
  showTab(screen, 'setups');
  await screen.see(NAME);
  expect(screen.renderer.find(Input, { name: 'kept-name' }).props.defaultValue).toBe('Standard');
  screen.press('Keep setup');
  await screen.see('“Standard” is kept in this portal.');
});

test('what differs from a kept setup is said, and applied again by the ordinary review', async () => {
  const screen = await openSetups();
  await keepPasted(screen);
  paste(screen, 'from,to,limit\ndeal,company,1');
  screen.press('Compare');
  await screen.see('This portal compared with “Standard”', '1 differs.', '3 → 9');
  expect(screen.primaryButtons()).toEqual(['Review']);
  screen.press('Review');
  await screen.see('Apply 1 limit to Deal → Company?');
  screen.press('Apply 1 limit');
  await screen.see('The limit is saved');
  screen.press('Done');
  await screen.see('Nothing that was found differs.');
  const pasted = screen.renderer.find(TextArea, { name: 'setup-pasted' }).props.defaultValue;
  expect(pasted).toContain('deal,company,1');
  screen.press('Close the comparison');
  await screen.waitFor(() => {
    expect(screen.has('This portal compared with')).toBe(false);
  });
});

test('a kept setup has no lines to the person, so its comparison names none', async () => {
  const sides = [row(11, 'Partner', 5), row(12, 'Partner')];
  backend.directions.set('0-2>0-2', { ...dealToCompany, from: company, labels: sides });
  const screen = await openSetups();
  paste(screen, 'from,to,labelText,limit\ncompany,company,Partner,3\ncompany,company,Partner,5');
  await screen.see('2 to be chosen by you', '"Line"', 'Meant in line 2');
  await keep(screen, 'Standard');
  screen.press('Compare');
  await screen.see('This portal compared with “Standard”', '2 to be chosen by you');
  expect(screen.shown()).not.toMatch(/\bline\b/iu);
  const [one, other] = ['1', '2'].map((at) => `Meant by entry ${at}, company → company: “Partner”`);
  const first = '0-2>0-2/USER_DEFINED:11';
  screen.choose(one ?? '', first);
  await screen.see('2 will be set');
  screen.choose(other ?? '', first);
  await screen.see('wants another limit for the same label too. Keep one of them.');
  expect(screen.shown()).not.toMatch(/\bline\b/iu);
});

test('a kept setup that is told after something newer was asked is not shown', async () => {
  const screen = await openSetups();
  await keepPasted(screen);
  paste(screen, CSV.replace('9', '8'));
  await screen.see('3 → 8');
  await keep(screen, 'Trial');
  await screen.see('Trial');
  const standard = [...backend.kept.values()].find(({ name }) => name === 'Standard');
  const names = screen.renderer.findAll(TableRow).map((one) => one.toString());
  const position = (name: string) =>
    names.filter((one) => one.includes('Compare')).findIndex((one) => one.includes(name));
  const compareLate = () => {
    let answer: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    backend.failNext('keptSetup', () => held.then(json(200, standard)));
    screen.press('Compare', position('Standard'));
    return answer;
  };
  const beforeTrial = compareLate();
  screen.press('Compare', position('Trial'));
  await screen.see('This portal compared with “Trial”');
  beforeTrial();
  await setTimeout(20);
  expect(screen.has('This portal compared with “Standard”')).toBe(false);
  const beforeCheck = compareLate();
  paste(screen, 'from,to,labelText,limit\ndeal,company,Biller,7');
  await screen.see('4 → 7');
  beforeCheck();
  await setTimeout(20);
  expect(screen.has('4 → 7')).toBe(true);
  screen.press('Compare', position('Standard'));
  await screen.see('This portal compared with “Standard”');
});

test('a compared setup is pinned with what it means here, and what is not watched is named', async () => {
  const screen = await openSetups();
  await keepPasted(screen);
  expect(screen.buttons()).not.toContain('Pin setup');
  screen.press('Compare');
  await screen.see(
    'Pin it, and 2 of its 3 limits are watched.',
    'Not watched',
    'deal → moon: All associations (no label)',
  );
  screen.press('Pin setup');
  await screen.see('This setup is pinned: 2 of 3 limits watched.', 'Unpin', 'Pin again');
  expect(backend.callsOf('pinSetup')[0]?.body).toMatchObject({
    pinned: true,
    limits: [
      { from: '0-3', to: '0-2', typeId: 33, limit: 4 },
      { from: '0-3', to: '0-2', typeId: 90, label: 'Shipper', limit: 9 },
    ],
  });
  screen.press('Unpin');
  await screen.waitFor(() => {
    expect(screen.has('2 of 3 limits watched')).toBe(false);
  });
});

test('keeping under the same name replaces, and says that a pin is lost', async () => {
  const screen = await openSetups();
  await keepPasted(screen);
  const [kept] = backend.kept.values();
  if (!kept) throw new Error('One is kept.');
  screen.press('Compare');
  await screen.see('Pin setup');
  screen.press('Pin setup');
  await screen.see('Pin again');
  screen.press('Close the comparison');
  paste(screen, 'from,to,labelText,limit\ndeal,company,Biller,2');
  await screen.see('1 will be set');
  screen.press('Keep in this portal');
  await screen.see(NAME);
  screen.type(NAME, 'STANDARD');
  await screen.see('“Standard” is kept already, with 3 limits.', 'will not be pinned any more');
  screen.press('Replace setup');
  await screen.see('“STANDARD” is kept in this portal.');
  expect([...backend.kept.values()]).toMatchObject([
    { setupId: kept.setupId, name: 'STANDARD', limits: 1, pinned: null },
  ]);
});

test('a replacement that failed replaces nothing once the name is another one', async () => {
  const screen = await openSetups();
  await keepPasted(screen);
  paste(screen, 'from,to,labelText,limit\ndeal,company,Biller,2');
  await screen.see('1 will be set');
  screen.press('Keep in this portal');
  await screen.see(NAME);
  screen.type(NAME, 'Standard');
  await screen.see('“Standard” is kept already, with 3 limits.');
  const refused = { code: 'name_taken', message: 'Choose another name.' } as const;
  backend.failNext('keepSetup', refusal(409, refused));
  screen.press('Replace setup');
  await screen.see('Choose another name.');
  screen.type(NAME, 'Trial');
  await screen.waitFor(() => {
    expect(screen.buttons()).toContain('Keep setup');
  });
  screen.press('Keep setup');
  await screen.see('“Trial” is kept in this portal.');
  expect([...backend.kept.values()]).toMatchObject([
    { name: 'Standard', limits: 3 },
    { name: 'Trial', limits: 1 },
  ]);
});

test('a name that somebody else took meanwhile can be replaced at once', async () => {
  const screen = await openSetups();
  await keepPasted(screen);
  const [kept] = backend.kept.values();
  if (!kept) throw new Error('One is kept.');
  backend.kept.set(OTHER_ID, { ...kept, setupId: OTHER_ID, name: 'Trial' });
  const refused = { code: 'name_taken', message: 'Choose another name.' } as const;
  backend.failNext('keepSetup', refusal(409, refused));
  paste(screen, CSV.replace('9', '8'));
  await screen.see('3 → 8');
  screen.press('Keep in this portal');
  await screen.see(NAME);
  screen.type(NAME, 'Trial');
  screen.press('Keep setup');
  await screen.see('Choose another name.', '“Trial” is kept already, with 3 limits.');
  screen.press('Replace setup');
  await screen.see('“Trial” is kept in this portal.');
  expect(backend.callsOf('keepSetup').at(-1)?.values['setupId']).toBe(OTHER_ID);
});

test('the form stays closed once a setup is kept, and two names are two setups', async () => {
  const screen = await openSetups();
  await keepPasted(screen);
  screen.press('Check');
  await screen.waitFor(() => {
    expect(screen.has('“Standard” is kept in this portal.')).toBe(false);
  });
  expect(screen.inputs()).not.toContain(NAME);
  await keep(screen, 'Trial');
  expect([...backend.kept.values()]).toMatchObject([{ name: 'Standard' }, { name: 'Trial' }]);
});

/** Enters the code of another portal, which carries this limit. */
async function enter(screen: Screen, code: string, limit: number): Promise<void> {
  const read = readSetup(`from,to,labelText,limit\ndeal,company,Biller,${String(limit)}`);
  if (!read.ok) throw new Error('It is a setup.');
  const from = { id: '24305108', accountType: 'SANDBOX' };
  const madeAt = '2026-11-23T12:00:00.000Z';
  backend.codes.elsewhere.set(code, { document: read.value.setup, title: code, madeAt, from });
  screen.type('Code from the other portal', code);
  screen.press('Enter code');
  await screen.see(`“${code}” from the sandbox`, '1 will be set');
}

test('a code entered after one that was kept is kept beside it', async () => {
  const screen = await openSetups();
  for (const [code, limit] of [['AAAABBBBCCCC', 9] as const, ['DDDDEEEEFFFF', 7] as const]) {
    await enter(screen, code, limit);
    expect(screen.inputs()).not.toContain(NAME);
    await keep(screen, code);
  }
  const limits = [...backend.kept.values()].map(({ document }) => document.limits[0]?.limit);
  expect(limits).toEqual([9, 7]);
});

test('a keeping whose answer was lost is sent again as the same, other limits are not', async () => {
  backend.failNext('keepSetup', lost, lost);
  const screen = await openSetups();
  await enter(screen, 'AAAABBBBCCCC', 9);
  screen.press('Keep in this portal');
  await screen.see(NAME);
  screen.type(NAME, 'Standard');
  for (const count of [1, 2]) {
    await screen.waitFor(() => {
      expect(screen.renderer.findAll(LoadingButton).some((one) => one.props.loading)).toBe(false);
    });
    screen.press('Keep setup');
    await screen.waitFor(() => {
      expect(backend.callsOf('keepSetup')).toHaveLength(count);
    });
  }
  await enter(screen, 'DDDDEEEEFFFF', 7);
  screen.press('Keep setup');
  await screen.see('“Standard” is kept in this portal.');
  const sent = backend.callsOf('keepSetup').map(({ values }) => values['setupId']);
  expect(sent[1]).toBe(sent[0]);
  expect(sent[2]).not.toBe(sent[0]);
});

test('forgetting is asked about in its place, and ends the comparison', async () => {
  const screen = await openSetups();
  await keepPasted(screen);
  screen.press('Compare');
  await screen.see('This portal compared with “Standard”');
  screen.press('Forget');
  await screen.see('Forget “Standard”? No limit in HubSpot changes.');
  screen.press('Keep it');
  await screen.waitFor(() => {
    expect(screen.buttons()).toContain('Forget');
  });
  expect(backend.callsOf('forgetSetup')).toEqual([]);
  screen.press('Forget');
  await screen.see('Forget setup');
  screen.press('Forget setup');
  await screen.see('No setup is kept yet');
  expect(screen.has('This portal compared with')).toBe(false);
});

test('a list that arrives late does not bring back what was forgotten since', async () => {
  const screen = await openSetups();
  await keepPasted(screen);
  paste(screen, CSV.replace('9', '8'));
  await screen.see('3 → 8');
  await keep(screen, 'Trial');
  let answer: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  backend.failNext('forgetSetup', () => {
    for (const [id, { name }] of backend.kept) if (name === 'Standard') backend.kept.delete(id);
    const list = keptList(backend);
    return held.then(json(200, list));
  });
  screen.press('Forget');
  await screen.see('Forget “Standard”?');
  screen.press('Forget setup');
  screen.press('Forget');
  await screen.see('Forget “Trial”?');
  screen.press('Forget setup', 1);
  await screen.see('No setup is kept yet');
  answer();
  await setTimeout(20);
  await screen.see('No setup is kept yet');
});

test('why a setup is not kept is said, and trying again is the same keeping', async () => {
  const taken = { code: 'name_taken', message: 'Choose another name.' } as const;
  backend.failNext('keepSetup', refusal(409, taken));
  const screen = await openSetups();
  paste(screen, CSV);
  await screen.see('Keep in this portal');
  screen.press('Keep in this portal');
  await screen.see(NAME);
  screen.type(NAME, 'Standard');
  screen.press('Keep setup');
  await screen.see('This name is taken', 'Choose another name.');
  screen.press('Keep setup');
  await screen.see('“Standard” is kept in this portal.');
  const ids = backend.callsOf('keepSetup').map(({ values }) => values['setupId']);
  expect(new Set(ids).size).toBe(1);
});

test('who is no Super Admin compares, and is offered nothing else', async () => {
  const first = await openSetups();
  await keepPasted(first);
  backend.rights = onlyLooks;
  const screen = await openSetups();
  await screen.see('Standard');
  screen.press('Compare');
  await screen.see('1 differs.');
  for (const button of ['Forget', 'Pin setup', 'Keep in this portal', 'Review']) {
    expect(screen.buttons(), button).not.toContain(button);
  }
});

test('the whole portal is exported with its age, and can be kept', async () => {
  const screen = await openSetups();
  chooseWholePortal(screen);
  await screen.see('as the Overview last read it');
  expect(screen.renderer.findAll(MultiSelect)).toEqual([]);
  screen.press('Export');
  await screen.see(
    '4 limits in 3 directions read.',
    'the oldest direction was read on Nov 23, 2026',
  );
  expect(backend.callsOf('exportSetup')[0]?.body).toEqual({ all: true });
  await keep(screen, 'All');
});

test('a portal that was not read is told so, and gaps of an export are named', async () => {
  const way = 'Open the Overview tab, read the portal, then export it.';
  backend.failNext('exportSetup', refusal(422, { code: 'cannot_export', message: way }));
  const screen = await openSetups();
  chooseWholePortal(screen);
  screen.press('Export');
  await screen.see('This cannot be exported', way);
  const gaps = {
    document: { version: 1, limits: [] },
    ...{ readAt: null, read: 5, unreadCount: 22, namedByText: ['Vessel'], notes: ['Not listed.'] },
    unread: [{ from: '0-3', to: '2-77', why: 'This direction was not read yet.' }],
  };
  backend.failNext('exportSetup', () =>
    Promise.resolve(new Response(JSON.stringify(gaps), { status: 200 })),
  );
  screen.press('Export');
  await screen.see(
    'The limits of 22 directions are not known',
    'Deal → Vessel: This direction was not read yet.',
    'And 21 more directions.',
    'internal names of Vessel',
    'Not listed.',
  );
});

const many = (count: number): string =>
  [
    'from,to,limit',
    ...Array.from({ length: count }, (_, index) => `object ${String(index)},company,1`),
  ].join('\n');

test('a setup of many directions is read in parts, and told how far', async () => {
  const screen = await openSetups();
  let release: (value: null) => void = () => undefined;
  const held = new Promise<null>((resolve) => {
    release = resolve;
  });
  const none = { objects: [], directions: [], unread: [] };
  const answer = () => new Response(JSON.stringify(none), { status: 200 });
  backend.failNext(
    'lookUpSetup',
    () => Promise.resolve(answer()),
    () => Promise.resolve(answer()),
    () => held.then(answer),
  );
  paste(screen, many(96));
  await screen.see('40 of 96 directions read');
  release(null);
  await screen.see('96 limits in the setup: 96 left out.');
  const sizes = backend.callsOf('lookUpSetup').map(({ body }) => pairsIn(body).length);
  expect(sizes).toEqual([20, 20, 20, 20, 16]);
});

const pairsIn = (body: unknown): readonly unknown[] =>
  typeof body === 'object' && body !== null && 'pairs' in body && Array.isArray(body.pairs)
    ? body.pairs
    : [];

test('names that mean more directions than one request reads are asked for in halves', async () => {
  const tooMany = { code: 'too_many_directions', message: 'Too many.' } as const;
  backend.failNext('lookUpSetup', refusal(422, tooMany), refusal(422, tooMany));
  const screen = await openSetups();
  paste(screen, many(8));
  await screen.see('8 limits in the setup');
  const sizes = backend.callsOf('lookUpSetup').map(({ body }) => pairsIn(body).length);
  expect(sizes).toEqual([8, 4, 2, 2, 4]);
  screen.renderer.find(TextArea, { name: 'setup-pasted' }).props.onInput?.('');
  await screen.waitFor(() => {
    expect(screen.has('8 limits in the setup')).toBe(false);
  });
  backend.failNext('lookUpSetup', refusal(422, tooMany));
  paste(screen, 'from,to,limit\nthing,company,1');
  await screen.see('These names mean too many directions', 'Too many.');
});

test('what was read is not read again when a later part fails', async () => {
  const screen = await openSetups();
  const unavailable = { code: 'hubspot_unavailable', message: 'HubSpot did not answer.' } as const;
  const none = { objects: [], directions: [], unread: [] };
  backend.failNext(
    'lookUpSetup',
    () => Promise.resolve(new Response(JSON.stringify(none), { status: 200 })),
    refusal(424, unavailable),
  );
  paste(screen, many(30));
  await screen.see('HubSpot is not answering');
  screen.press('Try again');
  await screen.see('30 limits in the setup');
  const sizes = backend.callsOf('lookUpSetup').map(({ body }) => pairsIn(body).length);
  expect(sizes).toEqual([20, 10, 10]);
});

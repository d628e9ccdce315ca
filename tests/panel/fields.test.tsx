// Fields as HubSpot's page keeps them: the page holds the typed text, a field that is made anew
// starts from its first text, and each changed component is a message.
import { setTimeout } from 'node:timers/promises';
import { createRemoteRoot } from '@remote-ui/core';
import { createRoot } from '@remote-ui/react';
import { environmentManager } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { makeQueryClient } from '../../src/app/settings/data/client.ts';
import { Panel } from '../../src/app/settings/panel/Panel.tsx';
import { lost, makeBackend, type TestBackend } from './backend.ts';
import { dealToCompany, portal, wideDirection } from './portal.ts';
import { doneScan } from './scan-samples.ts';

// HubSpot's package reads these while it is imported.
vi.hoisted(() => {
  const actions = { addAlert: () => undefined };
  Object.assign(globalThis, {
    self: globalThis,
    __HUBSPOT_EXTENSION_WORKER__: true,
    hsWorkerAPI: { useExtensionActions: () => actions },
  });
});

environmentManager.setIsServer(() => false);

/** A remote component, or a text (which has a text only). */
interface Part {
  readonly id: string;
  readonly type?: string;
  readonly text?: string;
  readonly props?: Readonly<Record<string, unknown>>;
  readonly children?: readonly Part[];
}

interface Page {
  messages: number;
  readonly find: (type: string, label: string) => Promise<Part>;
  readonly choose: (label: string, id: string) => Promise<void>;
  readonly press: (text: string) => Promise<void>;
  readonly showTab: (tab: string) => Promise<void>;
  readonly says: (sentence: string) => Promise<void>;
  /** A state in place of what was asked for, by its title. */
  readonly sees: (title: string) => Promise<void>;
  readonly read: (label: string, type?: string) => Promise<string>;
  readonly type: (label: string, text: string, type?: string) => Promise<void>;
}

const textOf = (part: Part): string => part.text ?? (part.children ?? []).map(textOf).join('');

const partsOf = (part: Part): Part[] => [part, ...(part.children ?? []).flatMap(partsOf)];

function handler(part: Part, name: string): (value?: string) => void {
  const known = part.props?.[name];
  if (typeof known !== 'function') throw new Error(`No ${name}`);
  return known as (value?: string) => void;
}

async function openPage(): Promise<Page> {
  const typed = new Map<string, string>();
  const root = createRemoteRoot(() => {
    page.messages += 1;
  });
  const find = async (matches: (part: Part) => boolean): Promise<Part> => {
    for (;;) {
      const found = partsOf(root as unknown as Part).find(matches);
      if (found) return found;
      await setTimeout(1);
    }
  };
  const labelled = (type: string, label: string) =>
    find((part) => part.type === type && part.props?.['label'] === label);
  const page: Page = {
    messages: 0,
    find: labelled,
    choose: async (label, id) => {
      handler(await labelled('Select', label), 'onChange')(id);
    },
    press: async (text) => {
      const button = await find(
        (part) => /Button$/.test(part.type ?? '') && textOf(part).trim() === text,
      );
      handler(button, 'onClick')();
    },
    showTab: async (tab) => {
      handler(await find(({ type }) => type === 'Tabs'), 'onSelectedChange')(tab);
    },
    says: async (sentence) => {
      await find((part) => part.type === 'Text' && textOf(part) === sentence);
    },
    sees: async (title) => {
      await find((part) => part.props?.['title'] === title);
    },
    read: async (label, type = 'Input') => {
      const { id, props } = await labelled(type, label);
      return typed.get(id) ?? String(props?.['defaultValue']);
    },
    type: async (label, text, type = 'Input') => {
      const field = await labelled(type, label);
      typed.set(field.id, text);
      handler(field, 'onInput')(text);
    },
  };
  createRoot(root).render(<Panel client={makeQueryClient()} />);
  await root.mount();
  return page;
}

async function openDeals(): Promise<{ page: Page; backend: TestBackend }> {
  const backend = makeBackend(portal);
  const page = await openPage();
  await page.choose('From', '0-3');
  await page.choose('To', '0-2');
  await page.find('Input', PRIMARY);
  return { page, backend };
}

const PRIMARY = 'New limit for “Primary”';
const SEARCH = 'Search labels';
const NOTE = 'Why (optional)';
const HISTORY = 'Search the history';

test('a keystroke in a page of 25 rows redraws its own row and the counter, nothing else', async () => {
  makeBackend({ ...portal, directions: [wideDirection(60)] });
  const page = await openPage();
  await page.choose('From', '0-2');
  await page.choose('To', '0-3');
  await page.type('New limit for “Label 7”', '1');
  page.messages = 0;
  await page.type('New limit for “Label 7”', '12');
  expect(page.messages).toBeGreaterThan(0);
  expect(page.messages).toBeLessThan(10);
});

test('where a count judges the limit, a keystroke redraws one sentence more', async () => {
  const wide = wideDirection(60);
  const backend = makeBackend({ ...portal, directions: [wide] });
  backend.scanning.scan = {
    ...doneScan,
    ...{ from: wide.from, to: wide.to },
    types: wide.labels.map((label) => ({ ...label, distribution: [[30, 9]] })),
  };
  const page = await openPage();
  await page.choose('From', '0-2');
  await page.choose('To', '0-3');
  await page.find('Select', 'Label to look at');
  await page.type('New limit for “Label 7”', '1');
  await page.says('With a limit of 1, 9 of 1,000 Companies would be over it.');
  page.messages = 0;
  await page.type('New limit for “Label 7”', '12');
  await page.says('With a limit of 12, 9 of 1,000 Companies would be over it.');
  expect(page.messages).toBeLessThan(11);
});

test('the panel never writes into a field that is typed in, whatever is typed', async () => {
  const { page } = await openDeals();
  const { id } = await page.find('Input', PRIMARY);
  for (const text of ['', '0', '01', ' 01', '1', '1x', '12']) {
    await page.type(PRIMARY, text);
    const field = await page.find('Input', PRIMARY);
    expect(field.id).toBe(id);
    expect(field.props).toMatchObject({ defaultValue: '1' });
    expect(field.props).not.toHaveProperty('value');
  }
});

test('keeping a limit brings its number back into the field', async () => {
  const { page } = await openDeals();
  await page.type(PRIMARY, '7');
  await page.press('Keep 1');
  expect(await page.read(PRIMARY)).toBe('1');
});

test('discarding and bringing back changes what the field shows', async () => {
  const { page } = await openDeals();
  await page.type(PRIMARY, '7');
  await page.press('Discard');
  expect(await page.read(PRIMARY)).toBe('1');
  await page.press('Bring back the discarded limit');
  expect(await page.read(PRIMARY)).toBe('7');
});

test('a limit that changed in HubSpot shows after loading again, but not over what was typed', async () => {
  const { page, backend } = await openDeals();
  await page.type(PRIMARY, '7');
  const labels = dealToCompany.labels.map((one) => ({ ...one, limit: 9 }));
  backend.directions.set('0-3>0-2', { ...dealToCompany, labels });
  await page.press('Load again');
  await vi.waitFor(async () => {
    expect(await page.read('New limit for “Biller”')).toBe('9');
  });
  expect(await page.read(PRIMARY)).toBe('7');
});

test('the search field is emptied by “Show all labels”', async () => {
  const { page } = await openDeals();
  await page.type(SEARCH, 'zzz', 'SearchInput');
  await page.press('Show all labels');
  expect(await page.read(SEARCH, 'SearchInput')).toBe('');
});

test('the search of the history stays the same field while it loads, fails and is answered', async () => {
  const backend = makeBackend(portal);
  backend.failNext('history', lost, lost);
  const page = await openPage();
  await page.showTab('history');
  const { id } = await page.find('SearchInput', HISTORY);
  await page.sees('No answer arrived');
  await page.type(HISTORY, 'ticket', 'SearchInput');
  await vi.waitFor(() => {
    expect(backend.callsOf('history')).toHaveLength(2);
  });
  await page.sees('No answer arrived');
  await page.press('Try again');
  await page.sees('Nothing in the history matches');
  expect(await page.find('SearchInput', HISTORY)).toMatchObject({ id });
});

test('the note stays the field’s while it is typed, and is there again in the next review', async () => {
  const { page } = await openDeals();
  await page.type(PRIMARY, '7');
  await page.press('Review');
  const { id } = await page.find('TextArea', NOTE);
  for (const text of ['T', 'Ti', 'Tic']) {
    await page.type(NOTE, text, 'TextArea');
    expect(await page.find('TextArea', NOTE)).toMatchObject({ id, props: { defaultValue: '' } });
  }
  await page.press('Back to editing');
  await page.press('Review');
  expect(await page.read(NOTE, 'TextArea')).toBe('Tic');
});

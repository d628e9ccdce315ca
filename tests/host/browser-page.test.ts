// The page around the extension in a real browser: overlays, the sandbox, failures, accessibility.
import AxeBuilder from '@axe-core/playwright';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Page } from 'playwright';
import { soon, startFixturePortal, type FixturePortal } from './local-portal.ts';
import { sendJson } from './recording-server.ts';

vi.setConfig({ testTimeout: 30_000 });

let portal: FixturePortal;

beforeAll(async () => {
  portal = await startFixturePortal();
});
afterAll(async () => {
  await portal.close();
});

async function accessibilityProblems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

test.each(['Fields', 'Content', 'Layout', 'Data', 'Overlays'])(
  'the %s tab has no accessibility violation and no complaint',
  async (tab) => {
    const page = await portal.open(tab);
    await page.getByRole('heading', { name: tab, level: 2 }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(portal.complaints).toEqual([]);
  },
);

test('tabs are walked with the arrow keys', async () => {
  const page = await portal.open('Fields');
  await page.keyboard.press('ArrowRight');
  await page.getByRole('heading', { name: 'Content', level: 2 }).waitFor();
  await page.keyboard.press('End');
  await page.getByRole('heading', { name: 'Sandbox', level: 2 }).waitFor();
  expect(await page.locator('[role=tab][tabindex="0"]').count()).toBe(1);
});

test('a modal takes the focus, gives it back, and tells that it opened and closed', async () => {
  const page = await portal.open('Overlays');
  const review = page.getByRole('button', { name: 'Review' });
  await review.click();
  const modal = page.getByRole('dialog', { name: 'Apply 12 limits?' });
  await modal.waitFor();
  expect(await modal.evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.keyboard.press('Escape');
  await modal.waitFor({ state: 'detached' });
  expect(await review.evaluate((button) => button === document.activeElement)).toBe(true);
  await expectEvents(page, 'modal opened | modal closed');
});

test('the extension closes its modal and shows an alert', async () => {
  const page = await portal.open('Overlays');
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('status').filter({ hasText: '12 limits applied.' }).waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expectEvents(page, 'modal opened | modal closed | modal opened | modal closed');
});

test('a panel opens at the side and Escape closes it', async () => {
  const page = await portal.open('Overlays');
  await page.getByRole('button', { name: 'History' }).click();
  await page.getByRole('dialog', { name: 'History' }).getByText('Yesterday').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('a tooltip describes its button and shows on focus', async () => {
  const page = await portal.open('Overlays');
  const remove = page.getByRole('button', {
    name: 'Remove',
    description: 'This cannot be undone.',
  });
  await remove.focus();
  await page.getByRole('tooltip').waitFor();
});

test('a menu is used by keyboard alone', async () => {
  const page = await portal.open('Overlays');
  await page.getByRole('button', { name: 'More' }).press('ArrowDown');
  await soon(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Export');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expectEvents(page, 'exported');
});

test('a loading button is busy until its work is done', async () => {
  const page = await portal.open('Overlays');
  const load = page.getByRole('button', { name: 'Load' });
  await load.click();
  await page.locator('button[aria-busy=true]:disabled').waitFor();
  await page.getByRole('button', { name: 'Finish' }).click();
  await soon(() => load.isEnabled()).toBe(true);
  expect(await load.getAttribute('aria-busy')).toBe('false');
});

test('a table sorts and turns its pages', async () => {
  const page = await portal.open('Data');
  const firstCell = page.getByRole('cell').first();
  await page.getByRole('button', { name: 'Label' }).click();
  await soon(() => firstCell.innerText()).toBe('Billing');
  await page.getByRole('button', { name: 'Next' }).click();
  await soon(() => firstCell.innerText()).toBe('Partner');
  expect(await page.getByRole('columnheader', { name: 'Label' }).getAttribute('aria-sort')).toBe(
    'ascending',
  );
  expect(await page.getByLabel('New limit of Partner').isVisible()).toBe(true);
});

test('a bar chart names its axes, labels its bars, and is a table for who cannot see it', async () => {
  const page = await portal.open('Data');
  const chart = page.locator('figure', { hasText: 'Changes by day' });
  const drawn = await chart.locator('svg > text, svg g > text').allTextContents();
  expect(drawn).toEqual(expect.arrayContaining(['Day', 'Changes', 'Mon', 'Tue', '4', '1', '6']));
  // HubSpot shows tooltips where they are asked for.
  expect(await chart.locator('svg title').count()).toBe(0);
  const table = chart.getByRole('table', { name: 'Changes by day' });
  expect(await table.getByRole('row').allInnerTexts()).toEqual([
    'Day\tsaved\trefused',
    'Mon\t4\t1',
    'Tue\t6\t',
  ]);
});

test('the extension knows its portal and user, and is kept from the network', async () => {
  const page = await portal.open('Sandbox');
  expect(await page.getByTestId('context').innerText()).toBe(
    'settings 24201733 ana@northwind.example Atmost',
  );
  await page.getByRole('button', { name: 'Try what is blocked' }).click();
  await expectResult(
    page,
    'fetch, XMLHttpRequest, WebSocket, addEventListener, localStorage, document',
  );
});

test('hubspot.fetch reaches the server signed, and errors come back as a Response', async () => {
  const page = await portal.open('Sandbox');
  portal.backend.answer = ({ target }, response) => {
    const refused = target.startsWith('/api/refuse');
    sendJson(response, refused ? 409 : 200, { refused });
  };
  await page.getByRole('button', { name: 'Ask the server' }).click();
  await expectResult(page, '200 {"refused":false}');
  const request = portal.backend.received.at(-1);
  expect(request?.target).toMatch(/^\/api\/echo\?x=1&userId=\d+&portalId=24201733&userEmail=/u);
  expect(request?.body).toBe('{"hello":"portal"}');
  await page.getByRole('button', { name: 'Ask for trouble' }).click();
  await expectResult(page, '409 {"refused":true}');
});

test('an unknown component is drawn as a loud placeholder around its children', async () => {
  const page = await portal.open('Sandbox');
  const placeholder = page.getByRole('alert').filter({ hasText: 'component “Center”' });
  expect(await placeholder.innerText()).toContain('Inside an unknown component');
});

test('an error in a handler is shown and the extension goes on', async () => {
  const page = await portal.open('Sandbox');
  await page.getByRole('button', { name: 'Fail in a handler' }).click();
  const problems = page.getByRole('alert', { name: 'Problems of the extension' });
  await problems.getByText('The handler failed on purpose', { exact: true }).waitFor();
  await soon(() => portal.complaints).toEqual(['Extension: The handler failed on purpose']);
  await problems.getByRole('button', { name: 'Dismiss' }).click();
  await page.getByRole('tab', { name: 'Fields' }).click();
  expect(await page.getByLabel('Name').inputValue()).toBe('Primary');
});

test('a crash while drawing leaves a box that says so, and no half of an extension', async () => {
  const page = await portal.open('Sandbox');
  await page.getByRole('button', { name: 'Crash' }).click();
  await page.getByRole('heading', { name: 'The extension crashed' }).waitFor();
  expect(await page.getByRole('tab').count()).toBe(0);
  await page.getByRole('button', { name: 'Load it again' }).click();
  await page.getByRole('tab', { name: 'Fields' }).waitFor();
});

test('where the app is not installed the page offers to install it', async () => {
  portal.installed = false;
  try {
    const page = await portal.open();
    const install = page.getByRole('link', { name: 'Install Atmost' });
    expect(await install.getAttribute('href')).toBe(`${portal.backend.url}/install`);
    expect(await accessibilityProblems(page)).toEqual([]);
  } finally {
    portal.installed = true;
  }
});

test('the page of another portal leads to one’s own', async () => {
  const page = await portal.open();
  await page.goto(`${portal.url}/integrations-settings/1/installed`);
  expect(new URL(page.url()).pathname).toBe('/settings/24201733/connected-apps');
});

test('nothing runs off a page 800 pixels wide', async () => {
  const page = await portal.open('Data');
  await page.setViewportSize({ width: 800, height: 700 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(800);
});

test('the developer menu signs in another user and passes the accessibility check', async () => {
  const page = await portal.open('Fields');
  await page.getByText('Local portal', { exact: true }).last().click();
  const signedIn = page.getByLabel('Signed in as');
  await signedIn.waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  const other = await signedIn.locator('option').nth(1).innerText();
  await signedIn.selectOption({ index: 1 });
  const name = other.split(',')[0]?.replace(' (not installed)', '') ?? '';
  await page.getByRole('group', { name: 'Signed in' }).getByText(name).waitFor();
});

test('the developer menu changes how hubspot.fetch is delivered', async () => {
  const page = await portal.open('Fields');
  await page.getByText('Local portal', { exact: true }).last().click();
  await page.getByLabel('Error statuses reach the panel').selectOption('wrapped');
  await page.getByText('Changed.').waitFor();
  const settings = await page.request.get(`${portal.url}/_host/settings`);
  expect(await settings.json()).toMatchObject({ errorStatus: 'wrapped' });
  await page.getByLabel('Error statuses reach the panel').selectOption('kept');
});

async function expectEvents(page: Page, text: string): Promise<void> {
  await soon(() => page.getByTestId('events').innerText()).toBe(text);
}

async function expectResult(page: Page, text: string): Promise<void> {
  await soon(() => page.getByTestId('result').innerText()).toBe(text);
}

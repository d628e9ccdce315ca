// The panel for those who read it otherwise: by ear, where a control is its name alone, and in a window
// of 640 px, which is what 200 % zoom leaves of 1280.
import type { Locator } from 'playwright/test';
import { expect, test, type Atmost } from './atmost.ts';

test.use({ serverOf: 'reading', viewport: { width: 640, height: 900 } });

const CONTROL =
  /^\s*- (?:button|link|textbox|searchbox|combobox|checkbox|radio|tab) "(.+?)"(?: \[|:|$)/gm;

/** Every control of the panel, by its name. */
async function controlsOf(panel: Locator): Promise<readonly string[]> {
  const snapshot = await panel.ariaSnapshot();
  return [...snapshot.matchAll(CONTROL)].map(([, name = '']) => name);
}

/**
 * The page reads well by ear and zoomed in: no two controls alike, nothing beside the window. `twice`:
 * what does the same in two places.
 */
async function expectReadable(atmost: Atmost, name: string, twice?: string): Promise<void> {
  const { page } = atmost;
  const controls = await controlsOf(page.locator('.extension'));
  expect(controls.length).toBeGreaterThan(2);
  const again = controls.filter((one, place) => controls.indexOf(one) !== place);
  expect(again).toEqual(twice === undefined ? [] : [twice]);
  const beside = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(beside).toBeLessThanOrEqual(0);
  expect(await cutOff(atmost)).toEqual([]);
  await atmost.expectAccessible();
  await atmost.picture(`narrow-${name}`);
}

/** Fields of which only a part of the text shows. A placeholder is help, not content. */
const cutOff = ({ page }: Atmost): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLInputElement>('.extension input')]
      .filter(({ value, scrollWidth, clientWidth }) => value !== '' && scrollWidth > clientWidth)
      .map(({ value }) => value),
  );

test('limits, also where two labels of one text are two sides', async ({ atmost }) => {
  await atmost.begin('Contact', 'Contact');
  await expect(atmost.newLimit('Manager')).toBeVisible();
  await expectReadable(atmost, 'limits');
  await atmost.newLimit('Manager').fill('2');
  await atmost.review();
  await expect(atmost.text('Apply 1 limit to Contact → Contact?')).toBeVisible();
  await expectReadable(atmost, 'review');
  await atmost.button('Apply 1 limit').click();
  await expect(atmost.text('The limit is saved').first()).toBeVisible();
  await atmost.button('Done').click();
  await atmost.page.getByRole('tab', { name: 'History' }).click();
  await expect(atmost.button(/^Open [A-Z]/)).toBeVisible();
  await expectReadable(atmost, 'history');
  await atmost.button(/^Open [A-Z]/).click();
  await expect(atmost.button('Undo this plan')).toBeVisible();
  await expectReadable(atmost, 'history-plan');
});

test('every view of the overview', async ({ atmost, page }) => {
  await atmost.readPortal();
  await page.getByRole('searchbox', { name: 'Search' }).fill('colleague');
  await expect(page.getByText('2 rows.', { exact: true })).toBeVisible();
  await expectReadable(atmost, 'overview-sides');
  await page.getByRole('button', { name: 'Clear search' }).click();
  await expect(page.getByText('2 rows.', { exact: true })).toHaveCount(0);
  await atmost.tick(page.getByRole('checkbox').first());
  await expect(atmost.text('1 label chosen')).toBeVisible();
  await expectReadable(atmost, 'overview');
  // Who lets go of all of them goes on from there.
  const none = atmost.button('Choose none');
  await none.focus();
  await page.keyboard.press('Enter');
  await expect(atmost.text('1 label chosen')).toHaveCount(0);
  await expect(none).toBeFocused();
  await page.getByRole('tab', { name: 'Grid' }).click();
  await expect(atmost.button(/ Deal → Company$/)).toBeVisible();
  await expectReadable(atmost, 'grid');
  await page.getByRole('tab', { name: 'What stops a merge' }).click();
  await atmost.pick('Records of which object type', 'Deal');
  await expect(atmost.text(/limits can stop a merge or a sync of Deals/)).toBeVisible();
  await expectReadable(atmost, 'merge');
  await page.getByRole('tab', { name: 'Presets' }).click();
  await expect(atmost.button('Review plan One billing contact per company')).toBeVisible();
  await expectReadable(atmost, 'presets');
  await page.getByRole('tab', { name: 'Changes' }).click();
  await expect(atmost.text(/outside Atmost/).first()).toBeVisible();
  await expectReadable(atmost, 'changes');
});

test('setups: exported, as a code, kept and compared', async ({ atmost, page }) => {
  await atmost.install();
  await atmost.open();
  await page.getByRole('tab', { name: 'Setups' }).click();
  const types = page.getByLabel('Object types', { exact: true });
  for (const type of ['Contact', 'Company']) {
    await types.click();
    await types.fill(type);
    await page.getByRole('option', { name: type, exact: true }).click();
  }
  await page.keyboard.press('Escape');
  await atmost.button('Export').click();
  await expect(page.getByLabel('Exported setup')).toBeVisible();
  for (const name of ['Standard', 'Trial']) {
    await atmost.button('Keep in this portal').click();
    await page.getByLabel('Name of the kept setup').fill(name);
    await atmost.button('Keep setup').click();
    await expect(atmost.button(`Compare ${name}`)).toBeVisible();
  }
  for (const title of ['First code', 'Second code']) {
    await page.getByLabel('What this setup is (optional)').fill(title);
    await atmost.button('Make a code').click();
    await expect(atmost.row(title)).toContainText('Waiting');
  }
  await atmost.button('Compare Trial').click();
  await expect(atmost.text('This portal compared with “Trial”')).toBeVisible();
  const code = await page
    .getByRole('heading', { name: /^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/ })
    .innerText();
  await expectReadable(atmost, 'setups', `Withdraw code ${code}`);
});

test('records over a limit, and the limits to compare', async ({ atmost, page }) => {
  await atmost.admin('PUT', '/_portal/settings', { rateLimit: 100_000 });
  await atmost.begin('Contact', 'Company');
  await atmost.button('Count associations').click();
  await expect(atmost.text(/Contacts counted on/)).toBeVisible({ timeout: 60_000 });
  await expectReadable(atmost, 'scan');
  await page.getByRole('button', { name: 'Show records 1', exact: true }).click();
  await atmost.button('Make a CSV link').focus();
  await page.keyboard.press('Enter');
  const link = page.getByRole('link', { name: /Download the CSV/ });
  await expect(link).toBeVisible();
  // What appears comes behind what was pressed.
  await page.keyboard.press('Tab');
  await expect(link).toBeFocused();
  await expectReadable(atmost, 'records');
});

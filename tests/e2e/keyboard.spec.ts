// The panel without a mouse: every step is reached by Tab, and a button that is pressed keeps the focus
// where it can. An extension cannot move the focus; it can order its controls and keep them in place.
import type { Locator, Page } from 'playwright/test';
import { expect, test, type Atmost } from './atmost.ts';

/** More stops than this and nobody would call it reachable. */
const MOST_STOPS = 60;

/** Presses Tab until the control has the focus, and tells how often. */
async function tabTo(page: Page, control: Locator): Promise<number> {
  await expect(control).toBeVisible();
  for (let stops = 0; stops <= MOST_STOPS; stops += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return stops;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached ${String(control)}`);
}

/** Goes to a control by Tab and presses Enter on it. */
async function press(page: Page, control: Locator): Promise<void> {
  await tabTo(page, control);
  await page.keyboard.press('Enter');
}

/** Opens a tab of the panel by the arrow keys, which its strip is walked with. */
async function openTab(page: Page, steps: number, name: string): Promise<void> {
  await tabTo(page, page.getByRole('tab', { selected: true }).first());
  for (let step = 0; step < steps; step += 1) await page.keyboard.press('ArrowRight');
  const tab = page.getByRole('tab', { name });
  await expect(tab).toBeFocused();
  await expect(tab).toHaveAttribute('aria-selected', 'true');
}

async function chooseByKeys(page: Page, from: string, to: string): Promise<void> {
  await tabTo(page, page.getByLabel('From', { exact: true }));
  await page.keyboard.type(from);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('To', { exact: true })).toBeFocused();
  await page.keyboard.type(to);
  await page.keyboard.press('Enter');
}

/** After a page of the panel took another's place, Tab goes on inside the panel. */
async function expectNextStopInPanel(page: Page): Promise<void> {
  await page.keyboard.press('Tab');
  const inside = await page.evaluate(
    () => document.activeElement?.closest('.extension') !== null && document.hasFocus(),
  );
  expect(inside).toBe(true);
}

test('choose, limit, review, apply and undo, by keyboard alone', async ({ atmost, page }) => {
  const note = 'Typed, not clicked';
  await atmost.install();
  await atmost.open();
  await expect(page.getByRole('tab', { name: 'Limits' })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('tab', { selected: true }).first());
  await page.keyboard.press('Home');
  await expect(page.getByRole('tab', { name: 'Limits' })).toBeFocused();
  await chooseByKeys(page, 'Deal', 'Company');
  await tabTo(page, atmost.newLimit('Financing partner'));
  await page.keyboard.type('3');
  await expect(atmost.text('1 unsaved limit')).toBeVisible();
  await press(page, page.getByRole('button', { name: 'Review', exact: true }));
  await expect(atmost.text('Apply 1 limit to Deal → Company?')).toBeVisible();
  await expectNextStopInPanel(page);
  await tabTo(page, page.getByLabel('Why (optional)'));
  await page.keyboard.type(note);
  await press(page, atmost.button('Apply 1 limit'));
  await expect(atmost.text('The limit is saved').first()).toBeVisible();
  await expectNextStopInPanel(page);
  await press(page, atmost.button('Done'));
  await expect(page.getByRole('tab', { name: 'Limits' })).toBeVisible();

  await openTab(page, 3, 'History');
  await press(page, atmost.row(note).getByRole('button', { name: 'Open' }));
  await press(page, atmost.button('Undo this plan'));
  await expect(atmost.row('Financing partner')).toContainText('3 → No limit');
  await press(page, atmost.button('Apply 1 limit'));
  await expect(atmost.text('The limit is saved').first()).toBeVisible();
  await press(page, atmost.button('Done'));
  await expect(atmost.text('This plan was taken back.')).toBeVisible();
});

/** Enter on a button that stays: it has the focus before and after, whatever it is called by then. */
async function pressAndStay(atmost: Atmost, button: Locator, after: Locator): Promise<void> {
  await tabTo(atmost.page, button);
  await atmost.page.keyboard.press('Enter');
  await expect(after).toBeVisible();
  await expect(after).toBeFocused();
}

test('who asks a question back, or takes one back, keeps the focus', async ({ atmost, page }) => {
  await atmost.begin('Deal', 'Company');
  const ofCustomer = (name: string): Locator => atmost.button(`${name} “End customer”`);
  await pressAndStay(atmost, ofCustomer('Remove limit'), ofCustomer('Keep 1'));
  await pressAndStay(atmost, ofCustomer('Keep 1'), ofCustomer('Remove limit'));

  await openTab(page, 3, 'History');
  const disconnect = atmost.button('Disconnect Atmost');
  const stay = atmost.button('Stay connected');
  await pressAndStay(atmost, disconnect, stay);
  const erase = page.getByRole('checkbox', { name: /Also erase history/ });
  await page.keyboard.press('Shift+Tab');
  await expect(erase).toBeFocused();
  await page.keyboard.press('Space');
  await expect(erase).toBeChecked();
  await pressAndStay(atmost, stay, disconnect);
  // What was ticked for one question is not ticked for the next.
  await pressAndStay(atmost, disconnect, stay);
  await expect(erase).not.toBeChecked();
  await page.keyboard.press('Enter');
  await expect(stay).toHaveCount(0);

  await page.getByRole('tab', { name: 'Setups' }).click();
  const csv = 'from,to,labelText,limit\ncontact,company,Consultant,3';
  await page.getByLabel('Setup', { exact: true }).fill(csv);
  await atmost.button('Check').click();
  await atmost.button('Keep in this portal').click();
  await page.getByLabel('Name of the kept setup').fill('By keys');
  await atmost.button('Keep setup').click();
  const forget = atmost.button('Forget By keys');
  await pressAndStay(atmost, forget, atmost.button('Keep it By keys'));
  await pressAndStay(atmost, atmost.button('Keep it By keys'), forget);
  await pressAndStay(atmost, forget, atmost.button('Keep it By keys'));
  await page.keyboard.press('Tab');
  await expect(atmost.button('Forget setup By keys')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(forget).toHaveCount(0);
});

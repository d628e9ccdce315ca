// Typing and choosing in the real page: what the user typed stays, what the extension hears is right.
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Page } from 'playwright';
import { soon, startFixturePortal, type FixturePortal } from './local-portal.ts';

vi.setConfig({ testTimeout: 30_000 });

let portal: FixturePortal;

beforeAll(async () => {
  portal = await startFixturePortal();
});
afterAll(async () => {
  await portal.close();
});
afterEach(() => {
  expect(portal.complaints).toEqual([]);
});

const heard = (page: Page): Promise<string> => page.getByTestId('heard').innerText();

async function expectHeard(page: Page, text: string): Promise<void> {
  await soon(() => heard(page)).toBe(text);
}

test('an input tells its value when it is left, as HubSpot’s types say', async () => {
  const page = await portal.open();
  await page.getByLabel('Name').fill('Billing');
  expect(await heard(page)).toBe('');
  await page.getByLabel('Name').blur();
  await expectHeard(page, 'name "Billing"');
});

test('an input tells its value with every key when the page is asked to', async () => {
  const page = await portal.open(undefined, '?numberInput=key');
  await page.getByLabel('Limit', { exact: true }).fill('');
  await page.getByLabel('Limit', { exact: true }).pressSequentially('12');
  await expectHeard(page, 'limit null | limit 1 | limit 12');
});

test.each(['blur', 'key'])('letters typed at full speed all arrive (%s)', async (mode) => {
  const page = await portal.open(undefined, `?numberInput=${mode}`);
  const letters = 'the quick brown fox jumps over';
  await page.getByLabel('Name').fill('');
  await page.getByLabel('Name').pressSequentially(letters, { delay: 3 });
  // This one rewrites what is typed, and answers while the next keys are on their way.
  await page.getByLabel('Upper case').pressSequentially(letters, { delay: 3 });
  await page.getByLabel('Upper case').blur();
  await soon(() => page.getByLabel('Upper case').inputValue()).toBe(letters.toUpperCase());
  expect(await page.getByLabel('Name').inputValue()).toBe(letters);
});

test('letters stay where the page is late with what the extension has sent', async () => {
  const page = await portal.open(undefined, '?numberInput=key');
  // The receiver collects the extension's changes until a timer fires. On a busy page that is late, and
  // keys are on their way to the worker meanwhile.
  await page.evaluate(() => {
    const { setTimeout, Worker } = globalThis;
    Worker.prototype.postMessage = new Proxy(
      Reflect.get(Worker.prototype, 'postMessage') as (message: unknown) => void,
      {
        apply: (post, worker, message) => {
          setTimeout(() => {
            Reflect.apply(post, worker, message);
          }, 20);
        },
      },
    );
    globalThis.setTimeout = ((call: () => void, delay = 0) =>
      setTimeout(call, delay + 40)) as typeof setTimeout;
  });
  const letters = 'the quick brown fox jumps over';
  await page.getByLabel('Name').fill('');
  await page.getByLabel('Name').pressSequentially(letters, { delay: 30 });
  await soon(async () => (await heard(page)).split(' | ').at(-1)).toBe(`name "${letters}"`);
  expect(await page.getByLabel('Name').inputValue()).toBe(letters);
});

test('a correction to the value that the extension already has does not reach the field', async () => {
  const page = await portal.open();
  const limit = page.getByLabel('Limit', { exact: true });
  await limit.fill('9000');
  await limit.blur();
  await expectHeard(page, 'limit 9000');
  expect(await limit.inputValue()).toBe('9000');
});

test('an empty number field tells undefined, letters tell NaN, grouped digits a number', async () => {
  const page = await portal.open();
  const limit = page.getByLabel('Broken limit');
  for (const text of ['1,200', 'ten', '']) {
    await limit.fill(text);
    await limit.blur();
  }
  await expectHeard(page, 'broken 1200 | broken "NaN" | broken null');
});

test('a field is described by its message and marked as wrong', async () => {
  const page = await portal.open();
  const limit = page.getByRole('textbox', { name: 'Broken limit' });
  expect(await limit.getAttribute('aria-invalid')).toBe('true');
  const message = page.getByText('Enter a whole number from 1 to 500.');
  expect(await limit.getAttribute('aria-describedby')).toBe(await message.getAttribute('id'));
});

test('a stepper goes from step to step and stops at its end', async () => {
  const page = await portal.open();
  const increase = page.getByRole('button', { name: 'Increase' });
  await increase.click();
  await expectHeard(page, 'steps 3');
  expect(await increase.isDisabled()).toBe(true);
});

test('a select is searched and chosen by keyboard', async () => {
  const page = await portal.open();
  const object = page.getByRole('combobox', { name: 'Object', exact: true });
  expect(await object.inputValue()).toBe('Contacts');
  await object.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.type('i');
  await page.keyboard.type('n');
  expect(await page.getByRole('option').allInnerTexts()).toEqual(['Invoices', 'Line items']);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(await object.inputValue()).toBe('Line items');
  await expectHeard(page, 'object "0-6"');
});

test('a select keeps its value when the search is given up', async () => {
  const page = await portal.open();
  const object = page.getByRole('combobox', { name: 'Object', exact: true });
  await object.fill('zzz');
  await page.getByText('No results found.').waitFor();
  await page.keyboard.press('Escape');
  expect(await object.inputValue()).toBe('Contacts');
  expect(await heard(page)).toBe('');
});

test('a multi select collects several and gives them back one by one', async () => {
  const page = await portal.open();
  await page.getByRole('combobox', { name: 'Objects' }).click();
  await page.getByRole('option', { name: 'Deals' }).click();
  await expectHeard(page, 'objects ["0-1","0-3"]');
  await page.getByRole('button', { name: 'Remove Companies' }).click();
  await expectHeard(page, 'objects ["0-1","0-3"] | objects ["0-3"]');
});

test('what a button takes out of a field leaves the focus in that field', async () => {
  const page = await portal.open();
  await page.getByLabel('Filter').fill('deal');
  await page.getByRole('button', { name: 'Clear search' }).focus();
  await page.keyboard.press('Enter');
  expect(
    await page.getByLabel('Filter').evaluate((field) => field === document.activeElement),
  ).toBe(true);
  await page.getByRole('button', { name: 'Remove Companies' }).focus();
  await page.keyboard.press('Enter');
  const objects = page.getByRole('combobox', { name: 'Objects' });
  expect(await objects.evaluate((field) => field === document.activeElement)).toBe(true);
});

test('boxes, switches and groups tell what was chosen', async () => {
  const page = await portal.open();
  await page.getByLabel('Active').check();
  await page.getByRole('switch', { name: 'Notify' }).check();
  await page.getByLabel('Tuesday').check();
  await page.getByRole('radio', { name: 'Object' }).check();
  await expectHeard(
    page,
    'checkbox [true,"active"] | toggle true | days ["mo","tu"] | level "object"',
  );
});

test('a form sends its values by name when Enter is pressed', async () => {
  const page = await portal.open();
  await page.getByLabel('City').fill('Dublin');
  await page.getByLabel('Count').fill('7');
  await page.getByLabel('Count').press('Enter');
  await expectHeard(page, 'form {"city":"Dublin","count":7}');
});

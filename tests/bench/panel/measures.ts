// What is measured of the panel: opening, keys, and the way from Apply to the first row's result.
import type { Page } from 'playwright';
import type { Opening } from './probe.ts';
import type { PanelPages } from './world.ts';

/** Rows of the overview's first page, which both draw. */
export const ROWS = 50;
const OPENING: Opening = { rows: ROWS };
/** Rows of the labels' table. */
const LABEL_ROWS = 25;
/** So long after its last change a key has no more to change; a search waits before it asks. */
const QUIET_MS = 200;
const SEARCH_QUIET_MS = 1_000;
/** What is typed behind each limit, and what then stands behind it. */
const LIMIT_KEYS = [
  ['5', '5'],
  ['7', '57'],
  ['Backspace', '5'],
  ['1', '51'],
] as const;
/** For a row that has one of those limits: typed anew, it would be no change, and none is shown. */
const OTHER_LIMIT_KEYS = [
  ['6', '6'],
  ['8', '68'],
  ['Backspace', '6'],
  ['2', '62'],
] as const;
/** Keys that can be typed into the rows of one page. */
export const MOST_LIMIT_KEYS = LABEL_ROWS * LIMIT_KEYS.length;
/** A limit in a row or on top, as the panel words it. */
const FIRST_RESULT = '^(Saved|Already so|Refused|Not tried|Not known)$|saved$';

async function open(pages: PanelPages, who: 'ours' | 'peer'): Promise<Page> {
  const page = await pages.newPage(OPENING);
  await page.goto(pages.urls[who]);
  await opened(page);
  return page;
}

const opened = (page: Page): Promise<number> => page.evaluate(() => window.probe.opened);

const leave = (page: Page): Promise<void> => page.context().close();

/** Milliseconds from the navigation to the first page of rows, in a browser without a cache. */
export async function openedMs(pages: PanelPages, who: 'ours' | 'peer'): Promise<number> {
  const page = await open(pages, who);
  const time = await opened(page);
  await leave(page);
  return time;
}

/** Milliseconds from a key to the frame with the last thing that it changed; `text` is part of it. */
async function press(page: Page, key: string, text: string, quietMs = QUIET_MS): Promise<number> {
  await page.keyboard.press(key);
  return page.evaluate(([quiet, wanted]) => window.probe.afterKey(quiet, wanted), [
    quietMs,
    text,
  ] as const);
}

/** The peer's field: the extension repeats what is typed. */
export async function peerKeys(pages: PanelPages, keys: number): Promise<readonly number[]> {
  const page = await open(pages, 'peer');
  await page.getByLabel('Field').focus();
  const times: number[] = [];
  for (let key = 0; key < keys; key += 2) {
    times.push(await press(page, '5', 'Field5'), await press(page, 'Backspace', 'Field'));
  }
  await leave(page);
  return times;
}

/** Labels of the overview's page are chosen by the space bar, one after the other. */
export async function choosingKeys(pages: PanelPages, keys: number): Promise<readonly number[]> {
  const page = await open(pages, 'ours');
  const boxes = page.getByRole('checkbox');
  const times: number[] = [];
  for (let row = 0; row < keys; row += 1) {
    await boxes.nth(row).focus();
    const chosen = row === 0 ? '1 label chosen' : `${String(row + 1)} labels chosen`;
    times.push(await press(page, 'Space', chosen));
  }
  await leave(page);
  return times;
}

/** From a letter in the overview's search to the rows that it leaves. */
export async function searchMs(pages: PanelPages, letters: number): Promise<readonly number[]> {
  const page = await open(pages, 'ours');
  await page.getByRole('searchbox', { name: 'Search' }).focus();
  const times: number[] = [];
  for (let letter = 1; letter <= letters; letter += 1) {
    times.push(await press(page, String(letter), ' rows.', SEARCH_QUIET_MS));
    await press(page, 'Backspace', ' rows.', SEARCH_QUIET_MS);
  }
  await leave(page);
  return times;
}

/** Limits typed into row after row of the pair with the most labels; none is taken back. */
export async function limitKeys(pages: PanelPages, keys: number): Promise<readonly number[]> {
  const page = await open(pages, 'ours');
  await page.getByRole('table').getByRole('button').first().click();
  const fields = page.getByLabel(/^New limit for/);
  await fields.nth(LABEL_ROWS - 1).waitFor();
  const times: number[] = [];
  for (let row = 0; times.length < keys; row += 1) {
    const field = fields.nth(row);
    const now = await field.inputValue();
    await field.focus();
    // Another run's limit may have two digits: with two more it would be none that HubSpot takes.
    await page.keyboard.press('Control+a');
    const isTyped = LIMIT_KEYS.some(([, typed]) => typed === now);
    for (const [key, typed] of isTyped ? OTHER_LIMIT_KEYS : LIMIT_KEYS) {
      times.push(await press(page, key, `${now} → ${typed}`));
    }
  }
  await leave(page);
  return times;
}

/** Milliseconds from the click on Apply to the first result, of the labels of two pages. */
export async function firstResultMs(pages: PanelPages, limit: number): Promise<number> {
  const page = await open(pages, 'ours');
  const choose = page.getByRole('button', { name: 'Choose all on this page' });
  await choose.click();
  await page.getByText(`${String(ROWS)} labels chosen`).waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('checkbox', { checked: false }).first().waitFor();
  await choose.click();
  await page.getByLabel(`New limit for ${String(2 * ROWS)} labels`).fill(String(limit));
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  const apply = page.getByRole('button', { name: /^Apply \d+ limits$/ });
  await apply.waitFor();
  await pages.rest();
  await apply.click();
  const time = await page.evaluate(
    (pattern) => window.probe.afterClick('.extension td, .extension .alert-title', pattern),
    FIRST_RESULT,
  );
  await page.getByRole('button', { name: 'Done' }).waitFor({ timeout: 60_000 });
  await leave(page);
  return time;
}

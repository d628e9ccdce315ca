// Before a limit is lowered, in the browser: count, look, type, review, the records, their CSV.
import type { Page } from 'playwright/test';
import { ANA, BEN, expect, test, type Atmost } from './atmost.ts';

test.use({ serverOf: 'scan' });

const CONTACT = '0-1';
const COMPANY = '0-2';
const DEAL = '0-3';

const number = (count: number): string => new Intl.NumberFormat('en').format(count);

/** So many records, associated as in a portal where some have far too many. */
async function fill(atmost: Atmost, from: string, to: string, count: number, latencyMs = 0) {
  const inPortal = (path: string, body: object): Promise<void> =>
    atmost.admin('PUT', `/_portal${path}`, { portalId: ANA.portalId, ...body });
  await inPortal('/records', { objectType: from, count });
  await inPortal('/records', { objectType: to, count: 9_000 });
  const links = { mean: 1.3, heaviest: 640, heavyRecords: 4, labelShare: 0.4 };
  await inPortal('/associations', { from, to, ...links });
  await atmost.admin('PUT', '/_portal/settings', { rateLimit: 100_000, latencyMs });
}

interface State {
  readonly accounts: readonly {
    readonly portalId: number;
    readonly associationTypes: readonly {
      readonly from: string;
      readonly to: string;
      readonly typeId: number;
      readonly label: string | null;
    }[];
  }[];
}

interface Truth {
  readonly types: readonly {
    readonly typeId: number;
    readonly recordsByCount: Readonly<Record<string, number>>;
  }[];
}

/** Records of Contact → Company that really have more than `limit` of a label: counted one by one. */
async function reallyOver({ page, local }: Atmost, label: string, limit: number): Promise<number> {
  const ask = async (path: string): Promise<unknown> =>
    (await page.request.get(`${local.url}/_portal${path}`)).json();
  const { accounts } = (await ask('/state')) as State;
  const { associationTypes = [] } =
    accounts.find(({ portalId }) => portalId === ANA.portalId) ?? {};
  const wanted = associationTypes.find(
    (one) => one.from === CONTACT && one.to === COMPANY && one.label === label,
  );
  const query = `portalId=${String(ANA.portalId)}&from=${CONTACT}&to=${COMPANY}`;
  const { types } = (await ask(`/distribution?${query}`)) as Truth;
  const { recordsByCount = {} } = types.find(({ typeId }) => typeId === wanted?.typeId) ?? {};
  return Object.entries(recordsByCount).reduce(
    (sum, [associations, records]) => sum + (Number(associations) > limit ? records : 0),
    0,
  );
}

const progress = (page: Page) => page.getByRole('progressbar', { name: /Counting|Waiting/ });

test('count, compare limits, type one, review it, see the records and take them along', async ({
  atmost,
  page,
}) => {
  test.setTimeout(180_000);
  await fill(atmost, CONTACT, COMPANY, 18_420);
  await atmost.begin('Contact', 'Company');
  await expect(atmost.text('Count them before you lower a limit.')).toBeVisible();
  await atmost.expectAccessible();
  await atmost.picture('scan-not-yet');
  await atmost.button('Count associations').click();
  await expect(progress(page)).toBeVisible();
  await expect(atmost.text(/18,420 Contacts counted on/)).toBeVisible({ timeout: 120_000 });

  const over = number(await reallyOver(atmost, 'Account manager', 2));
  await atmost.newLimit('Account manager').fill('2');
  const judged = `With a limit of 2, ${over} of 18,420 Contacts would be over it.`;
  await expect(atmost.row('Account manager').first()).toContainText(judged);
  await atmost.pick('Label to look at', 'Account manager');
  await expect(
    atmost.text('Contacts by how many Companies labelled “Account manager” they have').first(),
  ).toBeVisible();
  await expect(atmost.row('2 (typed)')).toContainText(over);
  // The picture shows the row and the count, without the labels between them.
  await page.getByLabel('Search labels').fill('manager');
  await expect(atmost.row('Board member')).not.toBeVisible();
  await atmost.expectAccessible();
  await atmost.picture('scan-done');

  await atmost.review();
  await expect(atmost.text('Apply 1 limit to Contact → Company?')).toBeVisible();
  await expect(atmost.row('Account manager')).toContainText(
    `${over} of 18,420 Contacts would be over it, counted on`,
  );
  await atmost.expectAccessible();
  await atmost.picture('scan-review');
  await atmost.button('Back to editing').click();

  await atmost.row('Account manager').getByRole('button', { name: 'Show records' }).click();
  await expect(
    atmost.text('Contacts with more than 2 Companies labelled “Account manager”'),
  ).toBeVisible();
  await expect(atmost.text(new RegExp(`^${over} Contacts, as counted on`))).toBeVisible();
  const first = page.getByRole('link', { name: /^Contact \d+/ }).first();
  await expect(first).toHaveAttribute('href', /\/contacts\/24201733\/record\/0-1\/\d+$/);
  await atmost.button('Make a CSV link').click();
  const link = page.getByRole('link', { name: /Download the CSV/ });
  await expect(link).toBeVisible();
  await atmost.expectAccessible();
  await atmost.picture('scan-records');
  const csv = await (await page.request.get((await link.getAttribute('href')) ?? '')).text();
  const [head, ...lines] = csv.trimEnd().split('\r\n');
  expect(head).toBe('record_id,associations,url');
  expect(number(lines.length)).toBe(over);
  const shown = (await first.getAttribute('href')) ?? 'none';
  expect(lines.filter((line) => line.endsWith(shown))).toHaveLength(1);

  const firstName = await first.textContent();
  await atmost.button('Next').click();
  await expect(first).not.toHaveText(firstName ?? '');
  await atmost.button('Back to limits').click();
  await expect(atmost.newLimit('Account manager')).toHaveValue('2');
});

test('a count goes on while the page is left, is cancelled, goes on, and is stopped by a refusal', async ({
  atmost,
  page,
}) => {
  await fill(atmost, DEAL, COMPANY, 6_000, 300);
  await atmost.begin('Deal', 'Company');
  await atmost.button('Count associations').click();
  await expect(atmost.text(/[1-9][\d,]* of 6,000 Deals\. .* left\./)).toBeVisible();
  await atmost.newLimit('Reseller').fill('1');
  await expect(atmost.row('Reseller')).toContainText('Being counted now.');
  await atmost.expectAccessible();
  await atmost.picture('scan-running');
  await page.getByRole('tab', { name: 'History' }).click();
  await expect(progress(page)).not.toBeVisible();
  await atmost.open();
  await atmost.choose('Deal', 'Company');
  await expect(progress(page)).toBeVisible();
  await atmost.button('Cancel the count').click();
  await expect(atmost.text(/The last count was cancelled after [\d,]+ Deals/)).toBeVisible();
  await atmost.newLimit('Reseller').fill('1');
  await expect(atmost.row('Reseller')).toContainText('2 → 1');
  await expect(atmost.row('Reseller')).not.toContainText('would be over it');
  await atmost.review();
  await expect(atmost.row('Reseller')).toContainText(
    'Not counted: nobody knows how many records are over it.',
  );
  await atmost.button('Back to editing').click();

  await atmost.picture('scan-cancelled');
  await atmost.admin('PUT', '/_portal/settings', { rateLimit: 100_000, latencyMs: 0 });
  await atmost.button(/^Go on after [\d,]+ Deals$/).click();
  await expect(atmost.text(/^6,000 Deals counted on/)).toBeVisible();
  const body = { category: 'MISSING_SCOPES', message: 'This app has not all permissions.' };
  await atmost.fault({ kind: 'status', status: 403, body }, { path: '/crm/objects' }, 50);
  await atmost.button('Count again').click();
  await expect(atmost.text('The count was stopped before its end')).toBeVisible();
  await expect(atmost.text('This app has not all permissions.')).toBeVisible();
  await atmost.expectAccessible();
  await atmost.picture('scan-stopped');
  await atmost.admin('DELETE', '/_portal/faults');
});

test('the last finished count stays, with its day, while a newer one runs and after it was cancelled', async ({
  atmost,
  page,
}) => {
  test.setTimeout(120_000);
  await fill(atmost, DEAL, CONTACT, 4_000);
  await atmost.begin('Deal', 'Contact');
  await atmost.button('Count associations').click();
  await expect(atmost.text(/4,000 Deals counted on/)).toBeVisible({ timeout: 60_000 });
  await atmost.admin('PUT', '/_portal/settings', { rateLimit: 100_000, latencyMs: 600 });
  await atmost.newLimit('Champion').fill('1');
  await expect(atmost.row('Champion')).toContainText('of 4,000 Deals would be over it.');
  await atmost.button('Count again').click();
  await expect(progress(page)).toBeVisible();
  await expect(atmost.text(/4,000 Deals counted on/)).toBeVisible();
  const running = /of 4,000 Deals would be over it, counted on .*\. A newer count is running\./;
  await expect(atmost.row('Champion')).toContainText(running);
  await atmost.expectAccessible();
  await atmost.picture('scan-again');
  await atmost.review();
  await expect(atmost.row('Champion')).toContainText(running);
  await atmost.button('Back to editing').click();
  await atmost.button('Cancel the count').click();
  await expect(atmost.text(/A newer count was cancelled after [\d,]+ Deals/)).toBeVisible();
  await expect(atmost.text(/4,000 Deals counted on/)).toBeVisible();
  await expect(atmost.row('Champion')).toContainText('of 4,000 Deals would be over it.');
  await atmost.expectAccessible();
});

test('who may not change limits sees what was counted, and who may count', async ({
  atmost,
  page,
}) => {
  await fill(atmost, COMPANY, DEAL, 900);
  await atmost.begin('Company', 'Deal');
  await atmost.button('Count associations').click();
  await expect(atmost.text(/900 Companies counted on/)).toBeVisible({ timeout: 60_000 });
  await atmost.signIn(BEN);
  await atmost.open();
  await atmost.choose('Company', 'Deal');
  await expect(atmost.text(/900 Companies counted on/)).toBeVisible();
  await expect(atmost.text('Only a Super Admin can start a count.')).toBeVisible();
  await expect(atmost.button('Count again')).not.toBeVisible();
  await atmost.button('Show records').first().click();
  await expect(page.getByRole('link', { name: /^Company \d+/ }).first()).toBeVisible();
  await atmost.signIn(ANA);
});

// The history in the browser: apply with a note, find it there, copy it, take it back, see both.
import { ANA, BEN, expect, test, type Atmost } from './atmost.ts';

interface State {
  readonly accounts: readonly {
    readonly portalId: number;
    readonly associationTypes: readonly {
      readonly from: string;
      readonly to: string;
      readonly category: string;
      readonly typeId: number;
      readonly label: string | null;
    }[];
  }[];
}

/** Somebody sets a limit of Deal → Company on HubSpot's own screen. */
async function colleagueSets(atmost: Atmost, label: string, max: number): Promise<void> {
  const answer = await atmost.page.request.get(`${atmost.local.url}/_portal/state`);
  const { accounts } = (await answer.json()) as State;
  const types = accounts.find(({ portalId }) => portalId === ANA.portalId)?.associationTypes ?? [];
  const type = types.find((one) => {
    return one.from === '0-3' && one.to === '0-2' && one.label === label;
  });
  if (!type) throw new Error(`No label ${label}`);
  const { from, to, category, typeId } = type;
  const target = { portalId: ANA.portalId, from, to, category, typeId };
  await atmost.admin('POST', '/_portal/limits', { ...target, max });
}

test('a plan with a note is found in the history, opened, copied and taken back', async ({
  atmost,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await atmost.begin('Contact', 'Company');
  await atmost.newLimit('Former employee').fill('5');
  await atmost.newLimit('Account manager').fill('2');
  await page.keyboard.press('Tab');
  await atmost.review();
  const note = '=Merges of “Globex” failed, ticket 4711';
  await page.getByLabel('Why (optional)').fill(note);
  await atmost.expectAccessible();
  await atmost.picture('history-review-note');
  await atmost.button('Apply 2 limits').click();
  await expect(atmost.text('1 of 2 limits saved')).toBeVisible();
  await atmost.button('Done').click();

  await page.getByRole('tab', { name: 'History' }).click();
  const row = atmost.row('ticket 4711');
  await expect(row).toContainText('Ana Okafor');
  await expect(row).toContainText('Contact → Company');
  await expect(row).toContainText('1 refused by HubSpot, 1 saved.');
  await atmost.expectAccessible();
  await atmost.picture('history-list');
  await atmost.button('Copy as CSV').click();
  await expect(atmost.text('Copied. Paste it into a spreadsheet')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain(`"'=Merges of “Globex” failed, ticket 4711"`);
  expect(copied).toContain('Account manager,no limit,2,Saved');

  await row.getByRole('button', { name: 'Open' }).click();
  await expect(atmost.text('1 of 2 limits saved')).toBeVisible();
  await expect(atmost.text(note).first()).toBeVisible();
  await atmost.button(/What HubSpot said about “Former employee”/).click();
  await expect(atmost.text('Correlation ID')).toBeVisible();
  await atmost.expectAccessible();
  await atmost.picture('history-plan');

  await atmost.button('Undo this plan').click();
  await expect(atmost.text('Apply 1 limit to Contact → Company?')).toBeVisible();
  await expect(atmost.row('Account manager')).toContainText('2 → No limit');
  await expect(atmost.text('This takes an earlier plan back')).toBeVisible();
  await atmost.expectAccessible();
  await atmost.picture('history-undo-review');
  await atmost.button('Apply 1 limit').click();
  await expect(atmost.text('The limit is saved').first()).toBeVisible();
  await atmost.button('Done').click();

  await expect(atmost.text('This plan was taken back.')).toBeVisible();
  await atmost.button('Back to history').click();
  await expect(row).toContainText('Undone');
  await expect(page.getByRole('row').nth(1).getByText('Undo', { exact: true })).toBeVisible();
  await atmost.picture('history-undone');
  await row.getByRole('button', { name: 'Open' }).click();
  await atmost.button('Open the undo').click();
  await expect(atmost.text('This plan took another one back.')).toBeVisible();
  await atmost.expectAccessible();
  await atmost.button('Back to history').click();
  await page.getByRole('tab', { name: 'Limits' }).click();
  await atmost.choose('Contact', 'Company');
  await expect(atmost.row('Account manager').getByRole('cell').nth(2)).toHaveText('No limit');
});

test('an undo says what a colleague changed since, and going back changes nothing', async ({
  atmost,
  page,
}) => {
  await atmost.begin('Deal', 'Company');
  await atmost.newLimit('Reseller').fill('4');
  await page.keyboard.press('Tab');
  await atmost.review();
  await atmost.button('Apply 1 limit').click();
  await expect(atmost.text('The limit is saved').first()).toBeVisible();
  await atmost.button('Done').click();
  await colleagueSets(atmost, 'Reseller', 9);
  await page.getByRole('tab', { name: 'History' }).click();
  await atmost.button('Open').first().click();
  await atmost.button('Undo this plan').click();
  await expect(atmost.row('Reseller')).toContainText('9 → 2');
  await expect(atmost.row('Reseller')).toContainText('HubSpot has now: 9.');
  await expect(atmost.text(/1 limit was changed by someone since/)).toBeVisible();
  await atmost.expectAccessible();
  await atmost.picture('history-changed-since');
  await atmost.button('Back to history').click();
  await expect(page.getByRole('tab', { name: 'History' })).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('tab', { name: 'Limits' }).click();
  await expect(atmost.row('Reseller').getByRole('cell').nth(2)).toHaveText('9');
  await expect(atmost.text('No unsaved limits')).toBeVisible();
});

test('unsaved limits survive a look at the history; who may only look can look, not undo', async ({
  atmost,
  page,
}) => {
  await atmost.begin('Deal', 'Company');
  await atmost.newLimit('Reseller').fill('7');
  await page.keyboard.press('Tab');
  await page.getByRole('tab', { name: 'History' }).click();
  await expect(atmost.text('No unsaved limits')).not.toBeVisible();
  await page.getByRole('tab', { name: 'Limits' }).click();
  await expect(atmost.text('1 unsaved limit')).toBeVisible();
  await expect(atmost.newLimit('Reseller')).toHaveValue('7');
  await atmost.review();
  await page.getByLabel('Why (optional)').fill('x'.repeat(501));
  await atmost.button('Apply 1 limit').click();
  await expect(atmost.text('The note has 501 characters; it may have 500.')).toBeVisible();
  await page.getByLabel('Why (optional)').fill('for looking');
  await atmost.button('Back to editing').click();
  await atmost.review();
  await expect(page.getByLabel('Why (optional)')).toHaveValue('for looking');
  await atmost.button('Apply 1 limit').click();
  await expect(atmost.text('The limit is saved').first()).toBeVisible();
  await atmost.signIn(BEN);
  await atmost.open();
  await page.getByRole('tab', { name: 'History' }).click();
  await page.getByLabel('Search the history').fill('FOR LOOK');
  await expect(page.getByText('1 entry', { exact: true })).toBeVisible();
  await atmost.button('Open').click();
  await expect(atmost.button('Copy this plan as CSV')).toBeVisible();
  await expect(atmost.button('Undo this plan')).not.toBeVisible();
  await atmost.signIn(ANA);
});

// The overview in the browser: read the portal, find, open, choose across pairs, apply, find it so.
import { expect, test, type Atmost } from './atmost.ts';

test.use({ serverOf: 'overview' });

async function find(atmost: Atmost, words: string): Promise<void> {
  await atmost.page.getByRole('searchbox', { name: 'Search' }).fill(words);
}

const chooseRow = (atmost: Atmost, direction: string, label: string) =>
  atmost.page.getByRole('checkbox', { name: `Choose ${direction}, ${label}`, exact: true });

test('the portal is read, found in, and many labels of many pairs get one limit', async ({
  atmost,
  page,
}) => {
  await atmost.openOverview();
  await expect(atmost.text('This portal has not been read yet')).toBeVisible();
  await atmost.expectAccessible();
  await atmost.picture('overview-never');
  await atmost.readPortal();
  await expect(atmost.text(/labels in \d+ directions have a limit/)).toBeVisible();
  await atmost.expectAccessible();
  await atmost.picture('overview-rows');
  await find(atmost, 'reseller');
  await expect(atmost.text(/^\d+ rows?\.$/)).toBeVisible();
  await expect(atmost.row('Deal → Company').filter({ hasText: 'Reseller' })).toBeVisible();
  await atmost.tick(chooseRow(atmost, 'Deal → Company', 'Reseller'));
  await find(atmost, 'consultant contact');
  await atmost.tick(chooseRow(atmost, 'Contact → Company', 'Consultant'));
  await expect(atmost.text('2 labels chosen')).toBeVisible();
  await page.getByLabel('New limit for 2 labels').fill('4');
  await atmost.expectAccessible();
  await atmost.picture('overview-chosen');
  await atmost.review();
  await expect(atmost.text('Apply 2 limits in 2 directions?')).toBeVisible();
  await atmost.button('Apply 2 limits').click();
  await expect(atmost.text('All 2 limits are saved').first()).toBeVisible();
  await atmost.button('Done').click();
  await find(atmost, 'reseller deal');
  const reseller = atmost.row('Deal → Company').filter({ hasText: 'Reseller' });
  await expect(reseller.getByRole('cell').nth(3)).toHaveText('4');
  await reseller.getByRole('button', { name: 'Deal → Company' }).click();
  await expect(atmost.newLimit('Reseller')).toHaveValue('4');
});

test('the grid opens a pair, and the finder says what can stop a merge', async ({
  atmost,
  page,
}) => {
  await atmost.readPortal();
  await page.getByRole('tab', { name: 'Grid' }).click();
  await expect(page.getByRole('columnheader', { name: 'Company' })).toBeVisible();
  await atmost.expectAccessible();
  await atmost.picture('overview-grid');
  await page.getByRole('tab', { name: 'What stops a merge' }).click();
  await atmost.pick('Records of which object type', 'Deal');
  await expect(atmost.text(/limits can stop a merge or a sync of Deals/)).toBeVisible();
  await expect(
    atmost.text(/Merging two Deals fails if together they have more than/).first(),
  ).toBeVisible();
  await atmost.expectAccessible();
  await atmost.picture('overview-merge');
  await page.getByRole('tab', { name: 'Grid' }).click();
  await page
    .getByRole('row')
    .filter({ has: page.getByRole('cell', { name: 'Deal', exact: true }) })
    .getByRole('button')
    .first()
    .click();
  await expect(page.getByRole('columnheader', { name: 'Limit now' })).toBeVisible();
});

test('a grid that cannot be read again stays, with the way to ask once more above it', async ({
  atmost,
  page,
}) => {
  await atmost.readPortal();
  await page.getByRole('tab', { name: 'Grid' }).click();
  await expect(page.getByRole('columnheader', { name: 'Company' })).toBeVisible();
  await page.route('**/_host/fetch', async (route) => {
    const isGrid = route.request().postData()?.includes('/overview/grid');
    await (isGrid ? route.abort() : route.continue());
  });
  await atmost.button('Read again').click();
  await expect(atmost.text('No answer arrived')).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'Company' })).toBeVisible();
  await expect(atmost.button('Read again')).toBeVisible({ timeout: 60_000 });
  await atmost.expectAccessible();
  await atmost.picture('overview-grid-old');
  await page.unrouteAll();
  await atmost.button('Try again').click();
  await expect(atmost.text('No answer arrived')).toHaveCount(0);
  atmost.troubles.length = 0;
});

test('pairs that HubSpot does not show are “not allowed”, not without limits', async ({
  atmost,
  page,
}) => {
  await atmost.fault(
    { kind: 'status', status: 403, body: { category: 'MISSING_SCOPES', message: 'Not granted.' } },
    { path: '/0-3/0-2/labels' },
  );
  await atmost.readPortal();
  await page.getByLabel('Show', { exact: true }).click();
  await page.getByRole('option', { name: 'Not known' }).click();
  const denied = atmost.row('Deal → Company');
  await expect(denied).toContainText('Not allowed');
  await expect(denied).not.toContainText('No limit');
  await atmost.expectAccessible();
  await atmost.picture('overview-not-allowed');
});

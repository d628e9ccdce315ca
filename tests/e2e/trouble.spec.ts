// What the person sees when HubSpot refuses, fails, forgets, or lets nobody in.
import { expect, test, ANA, BEN } from './atmost.ts';

test('a partly refused batch: refused first with reason, details and a retry of those alone', async ({
  atmost,
  page,
}) => {
  await atmost.begin('Contact', 'Company');
  await atmost.newLimit('Former employee').fill('5');
  await atmost.newLimit('Account manager').fill('2');
  await atmost.newLimit('Billing contact').fill('1');
  await atmost.newLimit('Consultant').fill('2');
  await atmost.newLimit('Synced contact').fill('5');
  await page.keyboard.press('Tab');
  await atmost.review();
  await atmost.expectAccessible();
  await atmost.picture('review-with-risks');
  await atmost.button('Apply 5 limits').click();
  await expect(atmost.text('3 of 5 limits saved')).toBeVisible();
  await expect(atmost.text('2 refused by HubSpot, 3 saved.')).toBeVisible();
  await atmost.button('3 saved').click();
  await atmost.picture('results');
  const refused = atmost.row('Former employee');
  await expect(refused).toContainText(
    'all associations of this direction together are limited to 5',
  );
  await expect(refused).toContainText('Choose 4 or less');
  await atmost.button(/What HubSpot said about “Former employee”/).click();
  await expect(atmost.text(/INVALID_LIMIT|VALIDATION_ERROR/).first()).toBeVisible();
  await expect(atmost.text('Correlation ID')).toBeVisible();
  await atmost.expectAccessible();
  await atmost.picture('partly-refused');
  await atmost.scenario('equalToObjectLimit', 'accept');
  await atmost.button('Try the 2 refused again').click();
  await expect(atmost.text('Apply 2 limits to Contact → Company?')).toBeVisible();
  await atmost.button('Apply 2 limits').click();
  await expect(atmost.text('All 2 limits are saved').first()).toBeVisible();
});

test('what HubSpot surely refuses is said at the field, what it may refuse is a warning', async ({
  atmost,
  page,
}) => {
  await atmost.begin('Contact', 'Company');
  const wrong: readonly (readonly [string, string])[] = [
    ['0', 'The lowest limit is 1.'],
    ['-3', 'The lowest limit is 1.'],
    ['1.5', 'Type a whole number, in digits only.'],
    ['many', 'Type a whole number, in digits only.'],
    ['10001', 'The highest limit is 10,000.'],
  ];
  for (const [typed, sentence] of wrong) {
    await atmost.newLimit('Consultant').fill(typed);
    await page.keyboard.press('Tab');
    await expect(atmost.row('Consultant')).toContainText(sentence);
    await expect(atmost.newLimit('Consultant')).toHaveValue(typed);
  }
  await atmost.review();
  await expect(atmost.text('1 limit needs a correction before review')).toBeVisible();
  await atmost.newLimit('Consultant').fill('9');
  await page.keyboard.press('Tab');
  await expect(atmost.row('Consultant')).toContainText('are limited to 5');
  await atmost.newLimit('Consultant').fill('5');
  await page.keyboard.press('Tab');
  await expect(atmost.row('Consultant')).toContainText('HubSpot may refuse');
  await atmost.expectAccessible();
  await atmost.picture('field-warning');
});

test('a search finds labels, and says so when nothing matches', async ({ atmost, page }) => {
  await atmost.begin('Deal', 'Contact');
  await page.getByLabel('Search labels').fill('buy');
  await expect(atmost.row('Economic buyer')).toBeVisible();
  await expect(atmost.row('Champion')).toHaveCount(0);
  await page.getByLabel('Search labels').fill('zzz');
  await expect(atmost.text('No label matches')).toBeVisible();
  await atmost.button('Show all labels').click();
  await expect(atmost.row('Champion')).toBeVisible();
});

test('HubSpot down during the review: nothing typed is lost, and trying again works', async ({
  atmost,
  page,
}) => {
  await atmost.begin('Deal', 'Company');
  await atmost.newLimit('Competitor').fill('3');
  await page.keyboard.press('Tab');
  await atmost.fault({ kind: 'status', status: 503 }, { path: '/labels' }, 5);
  await atmost.review();
  await expect(atmost.text('HubSpot is not answering')).toBeVisible({ timeout: 30_000 });
  await expect(atmost.newLimit('Competitor')).toHaveValue('3');
  await atmost.picture('hubspot-down');
  await atmost.admin('DELETE', '/_portal/faults');
  // The panel asks again by itself once the wait is over.
  await expect(atmost.text('Apply 1 limit to Deal → Company?')).toBeVisible({ timeout: 40_000 });
  atmost.troubles.length = 0;
});

test('rate limiting is shown as waiting and goes on by itself', async ({ atmost }) => {
  await atmost.install();
  await atmost.open();
  await atmost.pick('From', 'Deal');
  await atmost.fault(
    { kind: 'rate-limit', policyName: 'TEN_SECONDLY_ROLLING', retryAfter: 14 },
    { path: '/labels' },
  );
  await atmost.pick('To', 'Company');
  await expect(atmost.text('HubSpot asks to slow down')).toBeVisible();
  await atmost.picture('rate-limited');
  await expect(atmost.newLimit('Competitor')).toBeVisible({ timeout: 40_000 });
  atmost.troubles.length = 0;
});

test('a token that expires on the way is refreshed without the person noticing', async ({
  atmost,
  page,
}) => {
  await atmost.begin('Deal', 'Company');
  await atmost.newLimit('Competitor').fill('3');
  await page.keyboard.press('Tab');
  await atmost.admin('POST', '/_portal/tokens/expire', { portalId: ANA.portalId });
  await atmost.review();
  // Not before: a fresh token that is refused at once is no expired one.
  await expect(atmost.button('Apply 1 limit')).toBeVisible();
  await atmost.admin('POST', '/_portal/tokens/expire', { portalId: ANA.portalId });
  await atmost.button('Apply 1 limit').click();
  await expect(atmost.text('The limit is saved').first()).toBeVisible();
});

test('who is no Super Admin sees everything and is told who can change it', async ({ atmost }) => {
  await atmost.install();
  await atmost.signIn(BEN);
  await atmost.open();
  await expect(atmost.text('You can look at limits, but not change them')).toBeVisible();
  await atmost.choose('Deal', 'Company');
  await expect(atmost.row('Reseller').getByRole('cell').nth(2)).toHaveText('2');
  await expect(atmost.button('Review')).toHaveCount(0);
  await atmost.expectAccessible();
  await atmost.picture('not-super-admin');
});

test('an uninstall is noticed: what was typed stays, and connecting again goes on', async ({
  atmost,
  page,
}) => {
  await atmost.begin('Deal', 'Company');
  await atmost.newLimit('Competitor').fill('3');
  await page.keyboard.press('Tab');
  await atmost.admin('POST', '/_portal/uninstall', { portalId: ANA.portalId });
  await atmost.review();
  await expect(atmost.text('Atmost is disconnected from this portal').first()).toBeVisible();
  await atmost.picture('disconnected');
  atmost.troubles.length = 0;
});

test('a missing permission names HubSpot’s words and is no empty list', async ({ atmost }) => {
  await atmost.install();
  await atmost.open();
  await expect(atmost.text('Choose two object types to see their labels')).toBeVisible();
  await atmost.scenario('planGate', 'forbidden');
  await atmost.pick('From', 'Deal');
  await atmost.pick('To', 'Company');
  await expect(atmost.text('This portal has not allowed Atmost to do this')).toBeVisible();
  await expect(atmost.text('does not have access to custom association limits')).toBeVisible();
  await atmost.picture('missing-scope');
  atmost.troubles.length = 0;
});

test('a direction without associations says so', async ({ atmost }) => {
  await atmost.install();
  await atmost.open();
  await atmost.pick('From', 'Warranty (custom)');
  await atmost.pick('To', 'Ticket');
  await expect(atmost.text('Warranty → Ticket has no associations')).toBeVisible();
  await atmost.expectAccessible();
});

test('a server killed in mid-apply goes on, and the page that was watching shows the end', async ({
  atmost,
  page,
}) => {
  await atmost.begin('Contact', 'Company');
  await atmost.newLimit('').fill('9');
  await atmost.newLimit('Consultant').fill('7');
  await atmost.newLimit('Billing contact').fill('6');
  await page.keyboard.press('Tab');
  await atmost.admin('PUT', '/_portal/settings', { latencyMs: 500 });
  await atmost.review();
  await atmost.button('Apply 3 limits').click();
  await expect(atmost.text(/of 3/).first()).toBeVisible();
  await atmost.picture('applying');
  const server = atmost.local.server();
  server.kill('SIGKILL');
  await server.ended;
  await page.reload();
  await atmost.local.startServer();
  await expect(
    atmost.button(/Watch progress|Show what became of it/).or(atmost.button('Try again')),
  ).toBeVisible({ timeout: 30_000 });
  if (await atmost.button('Try again').isVisible()) await atmost.button('Try again').click();
  await atmost.button(/Watch progress|Show what became of it/).click();
  await expect(atmost.text('All 3 limits are saved').first()).toBeVisible({ timeout: 60_000 });
  atmost.troubles.length = 0;
});

test('HubSpot delivering every request twice changes nothing', async ({ atmost, page }) => {
  await atmost.admin('PUT', '/_host/settings', { deliverTwice: 'at-once' });
  await atmost.begin('Deal', 'Company');
  await atmost.newLimit('Competitor').fill('3');
  await page.keyboard.press('Tab');
  await atmost.review();
  await atmost.button('Apply 1 limit').click();
  await expect(atmost.text('The limit is saved').first()).toBeVisible();
  await atmost.admin('PUT', '/_host/settings', { deliverTwice: 'no' });
});

for (const errorStatus of ['wrapped', 'all-wrapped'])
  test(`HubSpot hiding our error statuses behind 200 does not hide the errors (${errorStatus})`, async ({
    atmost,
  }) => {
    await atmost.admin('PUT', '/_host/settings', { errorStatus });
    await atmost.install();
    await atmost.open();
    await atmost.scenario('planGate', 'forbidden');
    await atmost.pick('From', 'Deal');
    await atmost.pick('To', 'Company');
    await expect(atmost.text('This portal has not allowed Atmost to do this')).toBeVisible();
    await atmost.admin('PUT', '/_host/settings', { errorStatus: 'kept' });
    atmost.troubles.length = 0;
  });

// Last of its file: the plan stays paused beyond the end of the test.
test('HubSpot asking for a long wait pauses the plan and says when it goes on', async ({
  atmost,
  page,
}) => {
  await atmost.begin('Deal', 'Company');
  await atmost.newLimit('Competitor').fill('3');
  await page.keyboard.press('Tab');
  await atmost.review();
  await atmost.fault({ kind: 'migration', retryAfterSeconds: 600 }, { path: '/batch/' }, 5);
  await atmost.button('Apply 1 limit').click();
  await expect(atmost.text('HubSpot asked Atmost to wait')).toBeVisible();
  await expect(atmost.text(/goes on by itself at/)).toBeVisible();
  await atmost.expectAccessible();
  await atmost.picture('paused');
});

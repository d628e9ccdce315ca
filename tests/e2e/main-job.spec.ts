// The main job in the browser: install, choose, set, review, apply, and find it saved.
import { expect, test } from './atmost.ts';

test('from a portal without the app to a saved limit', async ({ atmost, page }) => {
  await atmost.open();
  await page
    .getByRole('link', { name: /install/i })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: /Connect Atmost/ })).toBeVisible();
  await expect(page.getByText('crm.objects.deals.read')).toBeVisible();
  await atmost.expectAccessible();
  await page.getByRole('radio', { name: /Northwind Instruments \(/ }).check();
  await atmost.button('Connect app').click();
  await expect(page.getByText('Portal 24201733 is connected.')).toBeVisible();
  await atmost.expectAccessible();
  await page.getByRole('link', { name: 'Go to HubSpot' }).click();
  await expect(atmost.text('Choose two object types to see their labels')).toBeVisible();
  await atmost.expectAccessible();
  await atmost.picture('first-use');
});

for (const mode of ['key', 'blur'] as const) {
  test(`a limit is set, reviewed, applied and found again (fields tell on ${mode})`, async ({
    atmost,
    page,
  }) => {
    await atmost.begin('Deal', 'Company', mode);
    await expect(atmost.text(/one Deal may have at most N Companies labelled/)).toBeVisible();
    await atmost.newLimit('Primary').fill('1');
    await atmost.newLimit('Reseller').fill('4');
    await page.keyboard.press('Tab');
    await expect(atmost.text('2 unsaved limits')).toBeVisible();
    await atmost.expectAccessible();
    await atmost.picture(`labels-${mode}`);
    await atmost.review();
    await expect(atmost.text('Apply 2 limits to Deal → Company?')).toBeVisible();
    await expect(atmost.row('Reseller')).toContainText('2 → 4');
    await atmost.expectAccessible();
    await atmost.picture(`review-${mode}`);
    await atmost.button('Apply 2 limits').click();
    await expect(atmost.text('All 2 limits are saved').first()).toBeVisible();
    await atmost.expectAccessible();
    await atmost.button('Done').click();
    await expect(atmost.row('Reseller').getByRole('cell').nth(2)).toHaveText('4');
    await page.reload();
    await atmost.choose('Deal', 'Company');
    await expect(atmost.row('Primary').getByRole('cell').nth(2)).toHaveText('1');
    await expect(atmost.row('Reseller').getByRole('cell').nth(2)).toHaveText('4');
  });
}

test('a limit is removed, and the other direction has limits of its own', async ({ atmost }) => {
  await atmost.begin('Deal', 'Company');
  await atmost
    .row('End customer')
    .getByRole('button', { name: /Remove limit/ })
    .click();
  await expect(atmost.text('1 unsaved limit')).toBeVisible();
  await atmost.button('Switch direction').click();
  await expect(atmost.text(/one Company may have at most N Deals/)).toBeVisible();
  await expect(atmost.newLimit('Buys in')).toBeVisible();
  await atmost.button('Switch direction').click();
  await atmost.review();
  await expect(atmost.row('End customer')).toContainText('1 → No limit');
  await atmost.button('Apply 1 limit').click();
  await expect(atmost.text('The limit is saved').first()).toBeVisible();
});

// Disconnecting in the browser: asked first, refused by HubSpot once, done, and connected again.
import { expect, test } from './atmost.ts';

const UNINSTALL = '/appinstalls/2026-03/external-install';

test('a Super Admin disconnects, comes back to the history, and erases everything', async ({
  atmost,
  page,
}) => {
  await atmost.begin('Contact', 'Company');
  await atmost.newLimit('Consultant').fill('2');
  await atmost.review();
  const note = 'Before Atmost is disconnected';
  await page.getByLabel('Why (optional)').fill(note);
  await atmost.button('Apply 1 limit').click();
  await expect(atmost.text('The limit is saved').first()).toBeVisible();
  await atmost.button('Done').click();
  await page.getByRole('tab', { name: 'History' }).click();
  await atmost.button('Disconnect Atmost').click();
  await expect(atmost.text('Disconnect Atmost from this portal?')).toBeVisible();
  await atmost.expectAccessible();
  await atmost.picture('leaving-question');

  await atmost.fault({ kind: 'status', status: 502 }, { path: UNINSTALL }, 10);
  await atmost.button('Disconnect Atmost').click();
  await expect(atmost.text('Atmost is still connected')).toBeVisible({ timeout: 20_000 });
  await atmost.expectAccessible();
  await atmost.picture('leaving-refused');
  atmost.troubles.length = 0;
  await atmost.admin('DELETE', '/_portal/faults');

  await atmost.button('Disconnect Atmost').click();
  await expect(atmost.text(/History and kept setups are erased on/)).toBeVisible();
  await atmost.expectAccessible();
  await atmost.picture('leaving-disconnected');

  await atmost.install();
  await atmost.open();
  await page.getByRole('tab', { name: 'History' }).click();
  // Newest first; earlier tests may have connected again as well.
  await expect(page.locator('tbody tr').first()).toContainText('Connected again');
  await expect(atmost.row('Disconnected').first()).toContainText('Ana');
  await expect(atmost.row(note)).toContainText('Contact → Company');
  await atmost.expectAccessible();
  await atmost.picture('leaving-back');

  await atmost.button('Disconnect Atmost').click();
  await atmost.tick(page.getByRole('checkbox', { name: /Also erase history/ }));
  await atmost.button('Disconnect Atmost').click();
  await expect(atmost.text('Connect Atmost to this portal')).toBeVisible();
  await atmost.install();
  await atmost.open();
  await page.getByRole('tab', { name: 'History' }).click();
  await expect(atmost.text('Nothing was applied yet')).toBeVisible();
});

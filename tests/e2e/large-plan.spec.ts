// Labels of more directions than the panel can wait for: the plan is made while one watches.
import { expect, test } from './atmost.ts';

test.use({ serverOf: 'large-plan' });

test('labels of a hundred rows get one review, which opens by itself once all were read', async ({
  atmost,
  page,
}) => {
  await atmost.readPortal();
  await atmost.button('Choose all on this page').click();
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('checkbox').first()).not.toBeChecked();
  await atmost.button('Choose all on this page').click();
  await expect(atmost.text('100 labels chosen')).toBeVisible();
  // HubSpot takes its time, so that there is something to watch.
  await atmost.admin('PUT', '/_portal/settings', { rateLimit: 100_000, latencyMs: 300 });
  await atmost.button('Remove their limits').click();
  await expect(atmost.text(/^Making a plan over \d+ directions$/)).toBeVisible();
  await expect(page.getByRole('progressbar')).toBeVisible();
  await expect(atmost.text(/^[1-9]\d* of \d+$/)).toBeVisible();
  await atmost.picture('large-plan-making');
  await atmost.expectAccessible();
  await expect(atmost.text(/^Apply \d+ limits in \d+ directions\?$/)).toBeVisible({
    timeout: 60_000,
  });
  await expect(atmost.text(/^Every other label of the \d+ directions keeps/)).toBeVisible();
  await atmost.expectAccessible();
  await atmost.picture('large-plan-review');
  await atmost.admin('PUT', '/_portal/settings', { rateLimit: 100_000, latencyMs: 0 });
  await atmost.button(/^Apply \d+ limits$/).click();
  await expect(atmost.text(/saved/).first()).toBeVisible({ timeout: 60_000 });
});

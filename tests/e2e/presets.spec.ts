// Presets in the browser: read the portal, see what is offered, review, apply, and find it already so.
import { expect, test } from './atmost.ts';

test.use({ serverOf: 'presets' });

test('what people ask for most is offered with its plan, applied, and then already so', async ({
  atmost,
  page,
}) => {
  await atmost.readPortal();
  await page.getByRole('tab', { name: 'Presets' }).click();

  const billing = atmost.row('One billing contact per company');
  await expect(billing).toContainText('“Billed to”: 2 → 1');
  await expect(billing).toContainText(
    'One Company may have at most 1 Contact labelled “Billed to”.',
  );
  const primary = atmost.row('One primary company per deal');
  await expect(primary).toContainText('“Primary”: No limit → 1');
  const whole = atmost.row('One company per deal, whatever its label');
  await expect(whole).toContainText('“Reseller” has 2');
  await expect(whole.getByRole('button')).toHaveCount(0);
  await expect(atmost.row('One decision maker per deal')).toContainText('Already so');
  await atmost.expectAccessible();
  await atmost.picture('presets');

  await billing.getByRole('button', { name: 'Review plan' }).click();
  await expect(atmost.text('Apply 1 limit to Company → Contact?')).toBeVisible();
  await expect(atmost.row('Billed to')).toContainText('2 → 1');
  await atmost.expectAccessible();
  await atmost.picture('presets-review');
  await atmost.button('Apply 1 limit').click();
  await expect(atmost.text('The limit is saved').first()).toBeVisible();
  await atmost.button('Done').click();

  await expect(billing).toContainText('Already so');
  await expect(billing).toContainText('“Billed to” has 1 already.');
  await expect(billing.getByRole('button')).toHaveCount(0);
  await atmost.expectAccessible();
  await atmost.picture('presets-applied');
});

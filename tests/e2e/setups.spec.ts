// A setup's way through the browser: out of the sandbox, into production, both on one server.
import { expect, test, type Atmost } from './atmost.ts';

const SANDBOX = { portalId: 24_305_108, userId: 5101 };

/** Installs the app in the sandbox and opens its Setups tab. */
async function openSandbox(atmost: Atmost): Promise<void> {
  const { page, local } = atmost;
  await atmost.signIn(SANDBOX);
  await page.goto(`${local.serverUrl}/install`);
  await page.getByRole('radio', { name: /Northwind Instruments Sandbox/ }).check();
  await atmost.button('Connect app').click();
  await page.goto(`${local.url}/settings/${String(SANDBOX.portalId)}/connected-apps`);
  await page.getByRole('tab', { name: 'Setups' }).click();
  await expect(atmost.text('You are in the sandbox 24305108.').first()).toBeVisible();
}

async function exportTypes(atmost: Atmost, types: readonly string[]): Promise<string> {
  const { page } = atmost;
  const field = page.getByLabel('Object types', { exact: true });
  for (const type of types) {
    await field.click();
    await field.fill(type);
    await page.getByRole('option', { name: type, exact: true }).click();
  }
  await page.keyboard.press('Escape');
  await atmost.button('Export').click();
  const exported = page.getByLabel('Exported setup');
  await expect(exported).toBeVisible();
  return exported.inputValue();
}

async function paste(atmost: Atmost, text: string): Promise<void> {
  await atmost.page.getByLabel('Setup', { exact: true }).fill(text);
  await atmost.button('Check').click();
}

test('limits go from the sandbox into production by copy and paste', async ({ atmost, page }) => {
  await openSandbox(atmost);
  await atmost.expectAccessible();
  await atmost.admin('POST', '/_portal/limits', {
    ...{ portalId: SANDBOX.portalId, from: '0-1', to: '0-2' },
    ...{ category: 'HUBSPOT_DEFINED', typeId: 1, max: 1 },
  });
  const text = await exportTypes(atmost, ['Contact', 'Company']);
  expect(text).toContain('"labelText":"Primary"');
  expect(text).not.toMatch(/typeId|24305108/);
  await atmost.expectAccessible();
  await atmost.picture('setup-export');

  await atmost.signIn({ portalId: 24_201_733, userId: 5101 });
  await atmost.install();
  await atmost.open();
  await page.getByRole('tab', { name: 'Setups' }).click();
  await expect(atmost.text('You are in the production portal 24201733.').first()).toBeVisible();
  await paste(atmost, text);
  await expect(atmost.text(/1 will be set/)).toBeVisible();
  await expect(atmost.row('“Primary”')).toContainText('No limit → 1');
  await atmost.expectAccessible();
  await atmost.picture('setup-findings');

  await atmost.review();
  await expect(atmost.text('Apply 1 limit to Contact → Company?')).toBeVisible();
  await atmost.button('Apply 1 limit').click();
  await expect(atmost.text('The limit is saved').first()).toBeVisible();
  await atmost.button('Done').click();
  await expect(atmost.text(/in the setup: \d+ already so\./)).toBeVisible();
  await atmost.review();
  await expect(atmost.text('Nothing to set')).toBeVisible();
});

test('a text that is no setup is told its lines, and what the portal lacks is left out', async ({
  atmost,
  page,
}) => {
  await atmost.install();
  await atmost.open();
  await page.getByRole('tab', { name: 'Setups' }).click();
  await paste(atmost, 'from,to,limit\ncontact,company,many');
  await expect(atmost.text(/Line 2, column 17: “limit” must be a whole number/)).toBeVisible();
  await atmost.expectAccessible();
  await atmost.picture('setup-problems');
  await paste(
    atmost,
    [
      'from,to,labelText,limit',
      'contact,company,Consultant,2',
      'contact,company,Godparent,1',
      'spaceship,company,,1',
      'contact,contact,Colleague,9',
    ].join('\n'),
  );
  await expect(atmost.row('“Godparent”')).toContainText('This portal has no such label');
  await expect(atmost.row('spaceship')).toContainText('no object type “spaceship”');
  await expect(atmost.text('Limits that this setup does not mention')).toBeVisible();
  await page.getByLabel('Meant in line 5').click();
  await page.getByRole('option').first().click();
  await expect(atmost.text(/2 will be set/)).toBeVisible();
  await atmost.tick(page.getByLabel('Remove limits that the setup does not mention'));
  await atmost.expectAccessible();
  await atmost.picture('setup-choices');
  await atmost.review();
  await expect(atmost.row('Board member')).toContainText('4 → No limit');
  await expect(atmost.row('Consultant')).toContainText('3 → 2');
  await atmost.picture('setup-review');
  await atmost.button(/Back/).click();
  await expect(page.getByLabel('Setup', { exact: true })).toHaveValue(/Godparent/);
  await page.getByRole('tab', { name: 'Limits' }).click();
  await atmost.choose('Contact', 'Company');
  await expect(atmost.text('No unsaved limits')).toBeVisible();
});

test('typed limits survive a look at the setups, by keyboard', async ({ atmost, page }) => {
  await atmost.begin('Deal', 'Company');
  await atmost.newLimit('Reseller').fill('4');
  await expect(atmost.text('1 unsaved limit')).toBeVisible();
  await page.getByRole('tab', { name: 'Limits' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Overview' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByLabel('Setup', { exact: true })).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('tab', { name: 'Overview' })).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(atmost.newLimit('Reseller')).toHaveValue('4');
});

// Setups that a portal keeps, and the whole portal as a document, in the browser.
import { expect, test, type Atmost } from './atmost.ts';

const PRODUCTION = 24_201_733;
const SANDBOX = { portalId: 24_305_108, userId: 5101 };

async function openSetups(atmost: Atmost): Promise<void> {
  await atmost.open();
  await atmost.page.getByRole('tab', { name: 'Setups' }).click();
  await expect(atmost.text('Kept setups').first()).toBeVisible();
}

/** A colleague sets contact → company’s limits on HubSpot's own screen. */
const setInHubSpot = (atmost: Atmost, typeId: number, category: string, max: number) =>
  atmost.admin('POST', '/_portal/limits', {
    ...{ portalId: PRODUCTION, from: '0-1', to: '0-2' },
    ...{ category, typeId, max },
  });

async function keep(atmost: Atmost, name: string): Promise<void> {
  await atmost.button('Keep in this portal').click();
  await atmost.page.getByLabel('Name of the kept setup').fill(name);
  await atmost.button('Keep setup').click();
  await expect(atmost.text(`“${name}” is kept in this portal.`)).toBeVisible();
}

test('a setup is kept, compared after a change in HubSpot, applied again, pinned, forgotten', async ({
  atmost,
  page,
}) => {
  await atmost.install();
  await setInHubSpot(atmost, 279, 'USER_DEFINED', 3);
  await openSetups(atmost);
  await expect(atmost.text('No setup is kept yet')).toBeVisible();
  await page
    .getByLabel('Setup', { exact: true })
    .fill(
      [
        'from,to,labelText,limit',
        'contact,company,Consultant,3',
        'contact,company,Board member,4',
        'contact,company,Godparent,1',
      ].join('\n'),
    );
  await atmost.button('Check').click();
  await expect(atmost.text(/3 limits in the setup: 2 already so, 1 left out/)).toBeVisible();
  await keep(atmost, 'Our standard');
  await atmost.expectAccessible();
  await atmost.picture('kept-setup-kept');

  await setInHubSpot(atmost, 279, 'USER_DEFINED', 4);
  await atmost.button('Compare').click();
  await expect(atmost.text('This portal compared with “Our standard”')).toBeVisible();
  await expect(atmost.text(/^1 differs\./)).toBeVisible();
  await expect(atmost.row('“Consultant”')).toContainText('4 → 3');
  await expect(atmost.text('Pin it, and 2 of its 3 limits are watched.')).toBeVisible();
  await atmost.expectAccessible();
  await atmost.picture('kept-setup-compared');
  await atmost.review();
  await atmost.button('Apply 1 limit').click();
  await expect(atmost.text('The limit is saved').first()).toBeVisible();
  await atmost.button('Done').click();
  await expect(atmost.text(/Nothing that was found differs\./)).toBeVisible();

  await atmost.button('Pin setup').click();
  await expect(atmost.text('This setup is pinned: 2 of 3 limits watched.')).toBeVisible();
  await expect(atmost.row('Our standard')).toContainText('Pinned');
  await atmost.button('Forget').click();
  await expect(atmost.text(/Forget “Our standard”\?/)).toBeVisible();
  await atmost.expectAccessible();
  await atmost.picture('kept-setup-pinned');
  await atmost.button('Forget setup').click();
  await expect(atmost.text('No setup is kept yet')).toBeVisible();
});

test('the whole portal is exported as last read, and goes from the sandbox into production', async ({
  atmost,
  page,
}) => {
  await atmost.signIn(SANDBOX);
  await page.goto(`${atmost.local.serverUrl}/install`);
  await page.getByRole('radio', { name: /Northwind Instruments Sandbox/ }).check();
  await atmost.button('Connect app').click();
  await page.goto(`${atmost.local.url}/settings/${String(SANDBOX.portalId)}/connected-apps`);
  await page.getByRole('tab', { name: 'Setups' }).click();
  await atmost.tick(page.getByRole('radio', { name: 'The whole portal' }));
  await atmost.button('Export').click();
  await expect(atmost.text('This cannot be exported')).toBeVisible();
  await expect(atmost.text(/Open the Overview tab, read the portal/)).toBeVisible();
  atmost.troubles.length = 0;

  await page.getByRole('tab', { name: 'Overview' }).click();
  await atmost.button('Read this portal').click();
  await expect(atmost.button('Read again')).toBeVisible({ timeout: 90_000 });
  await page.getByRole('tab', { name: 'Setups' }).click();
  await atmost.tick(page.getByRole('radio', { name: 'The whole portal' }));
  await atmost.button('Export').click();
  const exported = page.getByLabel('Exported setup');
  await expect(exported).toBeVisible({ timeout: 20_000 });
  await expect(atmost.text(/the oldest direction was read/)).toBeVisible();
  await atmost.expectAccessible();
  await atmost.picture('setup-export-all');
  const text = await exported.inputValue();
  expect(text).not.toMatch(/typeId|24305108/);

  await atmost.signIn({ portalId: PRODUCTION, userId: 5101 });
  await atmost.install();
  await openSetups(atmost);
  await page.getByLabel('Setup', { exact: true }).fill(text);
  await atmost.button('Check').click();
  await expect(atmost.text(/limits in the setup: /)).toBeVisible({ timeout: 60_000 });
  await keep(atmost, 'As in the sandbox');
  await atmost.picture('setup-import-all');
});

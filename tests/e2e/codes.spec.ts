// A setup's way from the sandbox into production by a one-time code, both on one server.
import { expect, test, type Atmost } from './atmost.ts';

interface Portal {
  readonly portalId: number;
  /** How the install page names it. */
  readonly account: RegExp;
  readonly said: string;
}

const SANDBOX: Portal = {
  portalId: 24_305_108,
  account: /Northwind Instruments Sandbox/,
  said: 'You are in the sandbox 24305108.',
};
const PRODUCTION: Portal = {
  portalId: 24_201_733,
  account: /Northwind Instruments \(/,
  said: 'You are in the production portal 24201733.',
};
const ANA_ID = 5101;

async function installIn(atmost: Atmost, { portalId, account }: Portal): Promise<void> {
  await atmost.signIn({ portalId, userId: ANA_ID });
  await atmost.page.goto(`${atmost.local.serverUrl}/install`);
  await atmost.page.getByRole('radio', { name: account }).check();
  await atmost.button('Connect app').click();
  await expect(atmost.page.getByRole('heading', { name: 'Atmost is installed' })).toBeVisible();
}

async function openTab(atmost: Atmost, portal: Portal, tab: 'Setups' | 'History'): Promise<void> {
  await atmost.signIn({ portalId: portal.portalId, userId: ANA_ID });
  await atmost.page.goto(`${atmost.local.url}/settings/${String(portal.portalId)}/connected-apps`);
  await atmost.page.getByRole('tab', { name: tab }).click();
  if (tab === 'Setups') await expect(atmost.text(portal.said).first()).toBeVisible();
}

async function exportTypes(atmost: Atmost, types: readonly string[]): Promise<void> {
  const field = atmost.page.getByLabel('Object types', { exact: true });
  for (const type of types) {
    await field.click();
    await field.fill(type);
    await atmost.page.getByRole('option', { name: type, exact: true }).click();
  }
  await atmost.page.keyboard.press('Escape');
  await atmost.button('Export').click();
  await expect(atmost.page.getByLabel('Exported setup')).toBeVisible();
}

/** Makes a code for what was exported, and tells it. */
async function makeCode(atmost: Atmost, title: string): Promise<string> {
  await atmost.page.getByLabel('What this setup is (optional)').fill(title);
  await atmost.button('Make a code').click();
  const heading = atmost.page.getByRole('heading', { name: /^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/ });
  await expect(heading).toBeVisible();
  return heading.innerText();
}

async function enterCode(atmost: Atmost, code: string): Promise<void> {
  await atmost.page.getByLabel('Code from the other portal').fill(code);
  await atmost.button('Enter code').click();
}

test('the sandbox makes a code, production enters it, and both histories tell', async ({
  atmost,
  page,
}) => {
  await installIn(atmost, SANDBOX);
  await installIn(atmost, PRODUCTION);
  await atmost.admin('POST', '/_portal/limits', {
    ...{ portalId: SANDBOX.portalId, from: '0-1', to: '0-2' },
    ...{ category: 'HUBSPOT_DEFINED', typeId: 1, max: 1 },
  });
  await openTab(atmost, SANDBOX, 'Setups');
  await exportTypes(atmost, ['Contact', 'Company']);
  const code = await makeCode(atmost, 'Contact limits of sprint 12');
  await expect(atmost.text(/15 minutes left/).first()).toBeVisible();
  await atmost.expectAccessible();
  await atmost.picture('code-made');

  await openTab(atmost, PRODUCTION, 'Setups');
  await enterCode(atmost, code.toLowerCase());
  await expect(
    atmost.text(/“Contact limits of sprint 12” from the sandbox 24305108, by code, made on/),
  ).toBeVisible();
  await expect(atmost.text(/1 will be set/)).toBeVisible();
  await expect(atmost.row('“Primary”')).toContainText('No limit → 1');
  await atmost.expectAccessible();
  await atmost.picture('code-entered');
  await atmost.review();
  await atmost.button('Apply 1 limit').click();
  await expect(atmost.text('The limit is saved').first()).toBeVisible();
  await atmost.button('Done').click();

  await enterCode(atmost, code);
  await expect(atmost.text('This code was used already')).toBeVisible();
  await atmost.expectAccessible();
  await atmost.picture('code-used-already');
  await page.getByRole('tab', { name: 'History' }).click();
  await expect(atmost.row('A code from the sandbox 24305108')).toContainText('Ana Okafor');
  await expect(atmost.row('Contact → Company')).toContainText('1 saved.');
  await atmost.expectAccessible();
  await atmost.picture('code-history-production');

  await openTab(atmost, SANDBOX, 'History');
  const used = atmost.row('was used in the production portal 24201733.');
  await expect(used).toContainText('Somebody in the production portal 24201733');
  await expect(atmost.row('A code was made that carries')).toContainText('Ana Okafor');
  await atmost.picture('code-history-sandbox');
  await page.getByRole('tab', { name: 'Setups' }).click();
  await expect(atmost.row('Contact limits of sprint 12')).toContainText(
    'It was entered in the production portal 24201733.',
  );
  await atmost.picture('code-list');
});

test('a code that was withdrawn, mistyped or made right here is refused in plain words', async ({
  atmost,
}) => {
  await installIn(atmost, SANDBOX);
  await installIn(atmost, PRODUCTION);
  await openTab(atmost, SANDBOX, 'Setups');
  await exportTypes(atmost, ['Contact']);
  const code = await makeCode(atmost, '');
  await enterCode(atmost, code);
  await expect(atmost.text('This code was made in this portal')).toBeVisible();
  await atmost.button('Withdraw code').first().focus();
  await atmost.page.keyboard.press('Enter');
  await expect(atmost.text('Nobody can use it any more.').first()).toBeVisible();
  await openTab(atmost, PRODUCTION, 'Setups');
  await enterCode(atmost, code);
  await expect(atmost.text('This code was withdrawn')).toBeVisible();
  await enterCode(atmost, '0000-0000-0000');
  await expect(atmost.text('There is no such code')).toBeVisible();
  await enterCode(atmost, '0000');
  await expect(atmost.text(/A code has 12 letters and digits/)).toBeVisible();
  await atmost.expectAccessible();
  await atmost.picture('code-refused');
});

// Changes made outside the app in the browser: told on the limits page, restored, kept, remembered.
import { ANA, expect, test, type Atmost } from './atmost.ts';

test.use({ serverOf: 'drift' });

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

/** Somebody sets limits of Deal → Company on HubSpot's own screen. */
async function colleagueSets(atmost: Atmost, limits: Readonly<Record<string, number>>) {
  const answer = await atmost.page.request.get(`${atmost.local.url}/_portal/state`);
  const { accounts } = (await answer.json()) as State;
  const types = accounts.find(({ portalId }) => portalId === ANA.portalId)?.associationTypes ?? [];
  for (const [label, max] of Object.entries(limits)) {
    const type = types.find((one) => {
      return one.from === '0-3' && one.to === '0-2' && one.label === label;
    });
    if (!type) throw new Error(`No label ${label}`);
    const { from, to, category, typeId } = type;
    const target = { portalId: ANA.portalId, from, to, category, typeId };
    await atmost.admin('POST', '/_portal/limits', { ...target, max });
  }
}

async function readAgain(atmost: Atmost): Promise<void> {
  await atmost.button(/^Read (this portal|again)$/).click();
  await expect(atmost.page.getByRole('progressbar')).toBeVisible();
  await expect(atmost.button('Read again')).toBeVisible({ timeout: 60_000 });
}

const choose = (atmost: Atmost, label: string) =>
  atmost.page.getByRole('checkbox', { name: `Choose Deal → Company, ${label}`, exact: true });

test('changes made in HubSpot are told, one is restored and another one kept', async ({
  atmost,
  page,
}) => {
  await atmost.admin('PUT', '/_portal/settings', { rateLimit: 100_000 });
  await atmost.install();
  await atmost.open();
  await page.getByRole('tab', { name: 'Overview' }).click();
  await readAgain(atmost);
  await page.getByRole('tab', { name: 'Changes' }).click();
  await expect(atmost.text('Nothing was changed outside Atmost')).toBeVisible();
  await atmost.expectAccessible();
  await atmost.picture('drift-nothing');

  await colleagueSets(atmost, { Reseller: 7, 'End customer': 5, Competitor: 3 });
  await readAgain(atmost);
  await expect(atmost.text('3 limits were changed outside Atmost')).toBeVisible();
  await page.getByRole('tab', { name: 'Limits' }).click();
  await expect(atmost.text('3 limits were changed outside Atmost')).toBeVisible();
  await atmost.expectAccessible();
  await atmost.picture('drift-banner');
  await atmost.button('Show changes').click();
  await expect(atmost.row('Reseller')).toContainText('2 → 7');
  await expect(atmost.row('Reseller')).toContainText('Seen by Atmost on');
  await expect(atmost.row('Competitor')).toContainText('No limit → 3');
  await atmost.tick(choose(atmost, 'Reseller'));
  await expect(atmost.button('Restore 1 limit')).toBeVisible();
  await atmost.expectAccessible();
  await atmost.picture('drift-changes');

  await atmost.button('Restore 1 limit').click();
  await expect(atmost.row('Reseller')).toContainText('7 → 2');
  await atmost.button('Apply 1 limit').click();
  await expect(atmost.text('The limit is saved').first()).toBeVisible();
  await atmost.button('Done').click();
  await expect(atmost.text('2 limits were changed outside Atmost')).toBeVisible();
  await expect(atmost.row('Reseller')).not.toBeVisible();

  await atmost.tick(choose(atmost, 'End customer'));
  await atmost.button('Keep the portal’s').click();
  await expect(atmost.text('1 limit is accepted as it is in HubSpot.')).toBeVisible();
  await expect(atmost.text('1 limit was changed outside Atmost')).toBeVisible();
  await atmost.expectAccessible();
  await atmost.picture('drift-kept');
  await page.getByRole('tab', { name: 'List' }).click();
  await page.getByLabel('Show', { exact: true }).click();
  await page.getByRole('option', { name: 'Changed outside the app' }).click();
  await expect(page.getByText('1 row.', { exact: true })).toBeVisible();
  await expect(atmost.row('Competitor')).toBeVisible();
  await atmost.picture('drift-filter');
  await page.getByRole('tab', { name: 'Limits' }).click();
  await expect(atmost.text('1 limit was changed outside Atmost')).toBeVisible();

  await colleagueSets(atmost, { Reseller: 9, 'End customer': 8 });
  await page.getByRole('tab', { name: 'Overview' }).click();
  await readAgain(atmost);
  await page.getByRole('tab', { name: 'Changes' }).click();
  await expect(atmost.row('Reseller')).toContainText('Applied by Ana Okafor on');
  await expect(atmost.row('End customer')).toContainText('Accepted by Ana Okafor on');
  await page.getByRole('tab', { name: 'History' }).click();
  await expect(atmost.row('Deal → Company')).toContainText('Ana Okafor');
  await atmost.picture('drift-history');
});

test('what cannot be read is named, and no change is claimed or denied for it', async ({
  atmost,
  page,
}) => {
  await atmost.admin('PUT', '/_portal/settings', { rateLimit: 100_000 });
  await atmost.install();
  await atmost.open();
  await page.getByRole('tab', { name: 'Overview' }).click();
  await readAgain(atmost);
  await colleagueSets(atmost, { Reseller: 7 });
  await atmost.fault(
    { kind: 'status', status: 403, body: { category: 'MISSING_SCOPES', message: 'Not granted.' } },
    { path: '/0-3/0-2/labels' },
    9,
  );
  await readAgain(atmost);
  await page.getByRole('tab', { name: 'Changes' }).click();
  await expect(atmost.text(/No change is known, but not everything was checked/)).toBeVisible();
  await expect(atmost.text('Deal → Company: Not allowed')).toBeVisible();
  await expect(atmost.text('Nothing was changed outside Atmost')).not.toBeVisible();
  await atmost.expectAccessible();
  await atmost.picture('drift-not-checked');
});

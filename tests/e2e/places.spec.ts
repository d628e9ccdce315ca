// The panel in a browser of another place: its day is another one than the server's and the portal's.
import { expect, test } from './atmost.ts';

const KIRITIMATI = 'Pacific/Kiritimati';

test.use({ timezoneId: KIRITIMATI });

/** A moment as the panel writes it, in the zone of the person before it. */
const there = (moment: number): string =>
  plain(
    new Intl.DateTimeFormat('en', {
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone: KIRITIMATI,
    }).format(moment),
  );

/** Between a time and its AM or PM stands a narrow space. */
const plain = (text: string): string => text.replaceAll('\u202f', ' ');

test('times are the person’s, a copy’s are everybody’s', async ({ atmost, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await atmost.begin('Deal', 'Company');
  const read = await page.getByText(/^Read from HubSpot on/).innerText();
  const minutesAgo = [0, 1, 2].map((minutes) => there(Date.now() - minutes * 60_000));
  expect(minutesAgo.map((time) => `Read from HubSpot on ${time}.`)).toContain(plain(read));
  await atmost.newLimit('Competitor').fill('6');
  await atmost.review();
  const note = 'Applied on the far side of the date line';
  await page.getByLabel('Why (optional)').fill(note);
  await atmost.button('Apply 1 limit').click();
  await expect(atmost.text('The limit is saved').first()).toBeVisible();
  await atmost.button('Done').click();
  await page.getByRole('tab', { name: 'History' }).click();
  await atmost.row(note).getByRole('button', { name: 'Open' }).click();
  await atmost.button('Copy this plan as CSV').click();
  await expect(atmost.text('Copied. Paste it into a spreadsheet')).toBeVisible();
  const csv = await page.evaluate(() => navigator.clipboard.readText());
  const [appliedAt = ''] = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/m.exec(csv) ?? [];
  await expect(page.getByRole('definition').first()).toHaveText(there(Date.parse(appliedAt)));
});

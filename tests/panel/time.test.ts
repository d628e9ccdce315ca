// Times as a person reads them, in the zone of whoever reads: at the ends of days, months and summers.
import { afterEach, expect, test, vi } from 'vitest';

const { TZ } = process.env;
afterEach(() => {
  vi.resetModules();
  process.env['TZ'] = TZ;
});

/** The words of a panel that is opened in this zone. */
async function wordsIn(zone: string) {
  process.env['TZ'] = zone;
  return import('../../src/app/settings/panel/words/time.ts');
}

/** Between a time and its AM or PM stands a narrow space. */
const plain = (text: string): string => text.replace('\u202f', ' ');

test.each([
  ['UTC', '2026-12-31T23:59:59.999Z', 'Dec 31, 2026, 11:59 PM'],
  ['Asia/Kathmandu', '2027-12-31T18:15:00Z', 'Jan 1, 2028, 12:00 AM'],
  ['Pacific/Kiritimati', '2028-02-28T10:00:00Z', 'Feb 29, 2028, 12:00 AM'],
  ['Pacific/Kiritimati', '2028-02-29T10:00:00Z', 'Mar 1, 2028, 12:00 AM'],
  // The clock goes from 2:00 to 3:00.
  ['America/St_Johns', '2026-03-08T05:29:00Z', 'Mar 8, 2026, 1:59 AM'],
  ['America/St_Johns', '2026-03-08T05:30:00Z', 'Mar 8, 2026, 3:00 AM'],
  ['Europe/Berlin', '2026-10-25T00:59:00Z', 'Oct 25, 2026, 2:59 AM'],
  ['Europe/Berlin', '2026-10-25T02:00:00Z', 'Oct 25, 2026, 3:00 AM'],
])('in %s, %s is %s', async (zone, iso, shown) => {
  const { dateText, dateTimeText, timeText } = await wordsIn(zone);
  expect(plain(dateTimeText(iso))).toBe(shown);
  expect(plain(`${dateText(iso)}, ${timeText(iso)}`)).toBe(shown);
});

// Times as a person reads them, in the browser's time zone. Sentences are English, so times are.
const time = new Intl.DateTimeFormat('en', { timeStyle: 'short' });
const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
const dateTime = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

export const timeText = (iso: string): string => shown(time, iso);
export const dateText = (iso: string): string => shown(date, iso);
export const dateTimeText = (iso: string): string => shown(dateTime, iso);

/** The schemas promise a text only: what is no date is shown as it came. */
function shown(format: Intl.DateTimeFormat, iso: string): string {
  const moment = new Date(iso);
  return Number.isNaN(moment.getTime()) ? iso : format.format(moment);
}

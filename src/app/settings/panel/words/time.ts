// Times as a person reads them, in the browser's time zone. Sentences are English, so times are.

/** A browser takes some 12 ms for the first format, so none is made before it is needed. */
function formatOf(options: Intl.DateTimeFormatOptions): (iso: string) => string {
  let format: Intl.DateTimeFormat | undefined;
  return (iso) => {
    const moment = new Date(iso);
    // The schemas promise a text only: what is no date is shown as it came.
    if (Number.isNaN(moment.getTime())) return iso;
    format ??= new Intl.DateTimeFormat('en', options);
    return format.format(moment);
  };
}

export const timeText = formatOf({ timeStyle: 'short' });
export const dateText = formatOf({ dateStyle: 'medium' });
export const dateTimeText = formatOf({ dateStyle: 'medium', timeStyle: 'short' });

/** For a moment in which nothing else is to be done. */
export const prepareTimes = (): void => void dateTimeText(new Date(0).toISOString());

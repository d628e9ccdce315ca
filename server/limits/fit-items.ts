// Items of a plan within what hubspot.fetch passes on (1 MB). Each keeps its outcome; of HubSpot's
// own words as much stays as there is room for. The history's CSV has all of them.
import type { HubSpotError, Outcome } from '#domain/outcome.ts';

/** An item of a plan, or what is told of one. */
interface Item {
  readonly outcome: Outcome;
}

/** The rest of the megabyte is for the plan around its items. */
const MOST_BYTES = 900_000;
const SHORT_MESSAGE = 100;

/**
 * The items, with HubSpot's words shortened or left out only where all of them would not fit beside
 * these sentences.
 */
export function fitItems<Told extends Item>(
  items: readonly Told[],
  notes: readonly string[] = [],
): Told[] {
  const bare = items.map((item) => withWords(item, () => null));
  const short = items.map((item) => withWords(item, shortened));
  let room = MOST_BYTES - [...notes, ...bare].reduce((sum, one) => sum + bytesOf(one), 0);
  let fitted = bare;
  for (const richer of [short, items]) {
    fitted = fitted.map((item, position) => {
      const wanted = richer[position] ?? item;
      const cost = bytesOf(wanted) - bytesOf(item);
      if (cost > room) return item;
      room -= cost;
      return wanted;
    });
  }
  return fitted;
}

const bytesOf = (item: Item | string): number => Buffer.byteLength(JSON.stringify(item)) + 1;

function withWords<Told extends Item>(
  item: Told,
  change: (words: HubSpotError) => HubSpotError | null,
): Told {
  const { outcome } = item;
  if (!hasWords(outcome) || outcome.hubspot === null) return item;
  return { ...item, outcome: { ...outcome, hubspot: change(outcome.hubspot) } };
}

const hasWords = (
  outcome: Outcome,
): outcome is Extract<Outcome, { hubspot: HubSpotError | null }> =>
  outcome.kind === 'refused' || outcome.kind === 'not_tried' || outcome.kind === 'unknown';

const shortened = ({ httpStatus, message, correlationId }: HubSpotError): HubSpotError => ({
  httpStatus,
  ...(message === undefined ? {} : { message: message.slice(0, SHORT_MESSAGE).toWellFormed() }),
  ...(correlationId === undefined ? {} : { correlationId }),
});

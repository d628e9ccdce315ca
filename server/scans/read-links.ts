// The ids of the next records, and all of their associations: a thousand records a stretch.
import { success, type Result } from '#domain/result.ts';
import { BACKGROUND } from '../hubspot/client.ts';
import type { HubSpotFailure } from '../hubspot/failure.ts';
import {
  IDS_PER_PAGE,
  RECORDS_PER_READ,
  type IdPage,
  type RecordLinks,
  type Records,
} from '../hubspot/records.ts';
import type { PortalId } from '../ids.ts';
import type { StoredScan } from '../storage/scans.ts';
import { createTally, type Tally } from './tally.ts';

/** As many records as one read of associations takes. */
export async function readIds(
  records: Records,
  portal: PortalId,
  objectType: string,
  after: string | null,
): Promise<Result<IdPage, HubSpotFailure>> {
  const ids: string[] = [];
  let next = after;
  do {
    const page = await records.listIds(portal, objectType, next, BACKGROUND);
    if (!page.ok) return page;
    ids.push(...page.value.ids);
    next = page.value.after;
  } while (next !== null && ids.length <= RECORDS_PER_READ - IDS_PER_PAGE);
  return success({ ids, after: next });
}

export interface Counted {
  readonly tally: Tally;
  /** Records of which HubSpot did not tell the associations. */
  readonly unread: number;
}

interface Wanted {
  readonly id: string;
  readonly after: string | null;
}

/**
 * Most times that records are halved: enough for any two of a thousand to stand alone. Where more
 * than a few cannot be read, finding each is not worth its calls.
 */
const MOST_HALVINGS = 20;

/**
 * Counts the associations of these records. Who is missing from HubSpot's answer has none, unless
 * HubSpot reports another kind of error, which does not say of whom: then each of those missing is
 * asked for once more, and then in halves, until whoever cannot be read stands alone. Who had more
 * and is missing from what should go on was deleted, or lost its associations, in between: a part of
 * them is no number, so the record is read anew from its beginning. Who is sent back to where it just
 * went on would never come to an end.
 */
export async function countLinks(
  records: Records,
  portal: PortalId,
  { from, to, types }: Pick<StoredScan, 'from' | 'to' | 'types'>,
  ids: readonly string[],
): Promise<Result<Counted, HubSpotFailure>> {
  const tally = createTally(types);
  const readable = ids.filter((id) => Number.isSafeInteger(Number(id)));
  let unread = ids.length - readable.length;
  const reads: (readonly Wanted[])[] = [readable.map((id) => ({ id, after: null }))];
  const askedAgain = new Set<string>();
  const begunAnew = new Set<string>();
  let halvings = 0;
  // Grows while it is walked.
  for (const wanted of reads) {
    if (wanted.length === 0) continue;
    const read = await records.readLinks(portal, { from, to }, wanted, BACKGROUND);
    if (!read.ok) return read;
    const begun = new Map(wanted.map(({ id, after }) => [id, after]));
    const told = eachOnce(read.value.records.filter(({ id }) => begun.has(id)));
    for (const record of told.values()) tally.add(record);
    const goingOn = [...told.values()].filter(({ after }) => after !== null);
    const more = goingOn.filter(({ id, after }) => after !== begun.get(id)).map(placeOf);
    const stuck = goingOn.filter(({ id, after }) => after === begun.get(id));
    for (const { id } of stuck) tally.drop(id);
    unread += stuck.length;
    const missing = read.value.hasOtherErrors ? wanted.filter(({ id }) => !told.has(id)) : [];
    const again = missing.filter(({ id }) => !askedAgain.has(id));
    for (const { id } of again) askedAgain.add(id);
    const cut = read.value.hasOtherErrors
      ? []
      : wanted.filter(({ id, after }) => after !== null && !told.has(id));
    for (const { id } of cut) tally.drop(id);
    const anew = cut.filter(({ id }) => !begunAnew.has(id)).map(({ id }) => ({ id, after: null }));
    for (const { id } of anew) begunAnew.add(id);
    unread += cut.length - anew.length;
    reads.push([...more, ...again, ...anew]);
    const suspects = missing.filter((one) => !again.includes(one));
    if (missing.length === 1 || halvings === MOST_HALVINGS) {
      unread += suspects.length;
      for (const { id } of suspects) tally.drop(id);
    } else if (suspects.length > 0) {
      halvings += 1;
      reads.push(...halvesOf(suspects));
    }
  }
  return success({ tally, unread });
}

/**
 * A record that was merged after its id was listed may be told under the id of the one it went into.
 * That one has a place of its own in the list; here it would be counted twice.
 */
const eachOnce = (records: readonly RecordLinks[]): ReadonlyMap<string, RecordLinks> =>
  new Map(records.map((record) => [record.id, record]));

const placeOf = ({ id, after }: Wanted): Wanted => ({ id, after });

function halvesOf(wanted: readonly Wanted[]): readonly (readonly Wanted[])[] {
  const middle = Math.ceil(wanted.length / 2);
  return [wanted.slice(0, middle), wanted.slice(middle)];
}

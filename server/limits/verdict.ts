// The read-back is the verdict: what an item's outcome is, once its direction was read again.
import { rowText, type LabelRow } from '#domain/association.ts';
import type { HubSpotError, Outcome } from '#domain/outcome.ts';
import type { StoredItem } from '../storage/plan-items.ts';

/** The limit that a row shows; undefined where the type is no longer listed. */
export function limitNow(rows: readonly LabelRow[], item: StoredItem): number | null | undefined {
  return rows.find((row) => rowText(row) === rowText(item))?.limit;
}

/** The outcome of an item whose wanted limit was read back. */
export const saved = ({ before, after }: StoredItem): Outcome => ({ kind: 'saved', before, after });

/** Final outcome of an item, once its direction was read back as `rows`. */
export function verdictOf(item: StoredItem, rows: readonly LabelRow[]): Outcome {
  const sent = item.outcome;
  const now = limitNow(rows, item);
  if (sent.kind === 'not_tried' || sent.kind === 'unchanged') return sent;
  if (now === item.after) return saved(item);
  const shown = now === undefined ? {} : { now };
  switch (sent.kind) {
    case 'refused':
      return { ...sent, ...shown, ...reasonOf(item, rows, sent.hubspot, sent.reason) };
    case 'checking':
    case 'sending':
      return { kind: 'unknown', reason: 'not_shown_yet', hubspot: null, ...shown };
    case 'unknown':
      return { ...sent, ...shown };
    case 'waiting':
    case 'saved':
      return sent;
  }
}

type Refused = Extract<Outcome, { kind: 'refused' }>;

/**
 * Why HubSpot refused, from what is known of the direction rather than from wordings that nobody
 * documents.
 */
function reasonOf(
  item: StoredItem,
  rows: readonly LabelRow[],
  hubspot: HubSpotError | null,
  known: Refused['reason'],
): Pick<Refused, 'reason' | 'against'> {
  if (known !== 'other') return { reason: known };
  if (hubspot?.category === 'MISSING_SCOPES') return { reason: 'missing_scope' };
  const row = rows.find((one) => rowText(one) === rowText(item));
  if (!row) return { reason: 'type_not_found' };
  if (row.limit !== item.before) return { reason: 'changed_meanwhile' };
  const against = limitInTheWay(item, rows);
  if (against) {
    const reason =
      item.label === null ? 'object_limit_meets_label_limit' : 'label_limit_meets_object_limit';
    return { reason, against };
  }
  return { reason: hubspot?.message === undefined ? 'no_reason_given' : 'other' };
}

/** For a label the object limit that it reaches; for the object limit the highest label above it. */
function limitInTheWay(item: StoredItem, rows: readonly LabelRow[]): Refused['against'] {
  const { after } = item;
  if (after === null) return undefined;
  const others = rows
    .filter((row) => (row.label === null) !== (item.label === null))
    .flatMap(({ label, limit }) => (limit === null ? [] : [{ label, limit }]));
  if (item.label !== null) return others.find(({ limit }) => limit <= after);
  return others.filter(({ limit }) => limit >= after).sort((a, b) => b.limit - a.limit)[0];
}

// The read-back is the verdict: what an item's outcome is, once its direction was read again.
import { rowText, type LabelRow } from '#domain/association.ts';
import type { HubSpotError, Outcome, RefusalReason } from '#domain/outcome.ts';
import type { StoredItem } from '../storage/plans.ts';

/** The limit that a row shows; undefined where the type is no longer listed. */
export function limitNow(rows: readonly LabelRow[], item: StoredItem): number | null | undefined {
  return rows.find((row) => rowText(row) === rowText(item))?.limit;
}

/** Final outcome of an item, once its direction was read back as `rows`. */
export function verdictOf(item: StoredItem, rows: readonly LabelRow[]): Outcome {
  const sent = item.outcome;
  const now = limitNow(rows, item);
  if (sent.kind === 'not_tried' || sent.kind === 'unchanged') return sent;
  if (now === item.after) return { kind: 'saved', before: item.before, after: item.after };
  const shown = now === undefined ? {} : { now };
  switch (sent.kind) {
    case 'refused':
      return { ...sent, ...shown, reason: reasonOf(item, rows, sent.hubspot, sent.reason) };
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

/**
 * Why HubSpot refused, from what is known of the direction rather than from wordings that nobody
 * documents.
 */
function reasonOf(
  item: StoredItem,
  rows: readonly LabelRow[],
  hubspot: HubSpotError | null,
  known: RefusalReason,
): RefusalReason {
  if (known !== 'other') return known;
  if (hubspot?.category === 'MISSING_SCOPES') return 'missing_scope';
  const row = rows.find((one) => rowText(one) === rowText(item));
  if (!row) return 'type_not_found';
  if (row.limit !== item.before) return 'changed_meanwhile';
  const after = item.after;
  if (after !== null && item.label !== null && someLimit(rows, true, (limit) => limit <= after)) {
    return 'label_limit_meets_object_limit';
  }
  if (after !== null && item.label === null && someLimit(rows, false, (limit) => limit >= after)) {
    return 'object_limit_meets_label_limit';
  }
  return hubspot?.message === undefined ? 'no_reason_given' : 'other';
}

const someLimit = (
  rows: readonly LabelRow[],
  unlabelled: boolean,
  test: (limit: number) => boolean,
): boolean =>
  rows.some((row) => (row.label === null) === unlabelled && row.limit !== null && test(row.limit));

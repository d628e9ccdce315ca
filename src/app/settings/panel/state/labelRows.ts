// The rows of the labels table: order, search, pages.
import {
  typeKeyText,
  type Direction,
  type LabelRow,
  type TypeKey,
} from '../../domain/association.ts';
import { labelName } from '../words/limits.ts';

/** One message per changed component crosses to HubSpot's page: long tables are slow to draw. */
export const ROWS_PER_PAGE = 25;

export interface TableRowOf {
  readonly key: string;
  readonly type: TypeKey;
  readonly row: LabelRow;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly page: number;
  readonly pageCount: number;
}

/** The unlabelled type first (it bounds all others), then HubSpot's labels, then by name. */
export function labelRowsOf({ from, to, labels }: Direction): readonly TableRowOf[] {
  return [...labels].sort(compareRows).map((row) => {
    const { category, typeId } = row;
    const type = { from: from.id, to: to.id, category, typeId };
    return { key: typeKeyText(type), type, row };
  });
}

/** "Contact 2" comes before "Contact 10". */
const byName = new Intl.Collator('en', { numeric: true });

const rankOf = ({ label, category }: LabelRow): number =>
  label === null ? 0 : category === 'HUBSPOT_DEFINED' ? 1 : 2;

function compareRows(one: LabelRow, other: LabelRow): number {
  return (
    rankOf(one) - rankOf(other) ||
    byName.compare(labelName(one.label), labelName(other.label)) ||
    one.typeId - other.typeId
  );
}

/** Rows whose name contains what is searched for, in any case. */
export function matchingRows(rows: readonly TableRowOf[], search: string): readonly TableRowOf[] {
  const wanted = search.trim().toLowerCase();
  return rows.filter(({ row }) => labelName(row.label).toLowerCase().includes(wanted));
}

/** One page of a list; a page that is no longer there becomes the last one. */
export function pageOf<Item>(items: readonly Item[], page: number): Page<Item> {
  const pageCount = Math.max(1, Math.ceil(items.length / ROWS_PER_PAGE));
  const shown = Math.min(Math.max(1, page), pageCount);
  const start = (shown - 1) * ROWS_PER_PAGE;
  return { items: items.slice(start, start + ROWS_PER_PAGE), page: shown, pageCount };
}

// Chosen directions as they were last read, whole, for rules that look at labels and limits together.
import { type Kysely, sql } from 'kysely';
import type { Direction, LabelRow, ObjectType } from '#domain/association.ts';
import type { DirectionState } from '#domain/overview.ts';
import type { PortalId } from '../ids.ts';
import { labelOf, typesOf, UNKNOWN, withLabels } from './overview-views.ts';
import type { Pair } from './overview-readings.ts';
import type { Tables } from './tables.ts';

export interface SnapshotDirections {
  readonly objectTypes: readonly ObjectType[];
  readonly read: readonly Direction[];
  readonly unknown: readonly (Pair & { readonly state: DirectionState })[];
}

export interface OverviewSnapshot {
  /** What is stored of `pairs`; a pair without association, or of types that are not there, is left out. */
  directions(portal: PortalId, pairs: readonly Pair[]): Promise<SnapshotDirections>;
}

/** Whole directions of the store's overview tables. */
export function createOverviewSnapshot(db: Kysely<Tables>): OverviewSnapshot {
  return {
    async directions(portal, pairs) {
      const objectTypes = await typesOf(db, portal);
      const rows = await rowsOf(db, portal, pairs);
      const byPair = Map.groupBy(rows, ({ from_type, to_type }) => `${from_type}>${to_type}`);
      const read = [...byPair.values()].flatMap((ofPair) => directionOf(ofPair, objectTypes) ?? []);
      const unknown = rows
        .filter(({ state }) => UNKNOWN.includes(state))
        .map(({ from_type: from, to_type: to, state }) => ({ from, to, state }));
      return { objectTypes, read, unknown };
    },
  };
}

/** One row per label, and one for a direction without labels; in an order that does not change. */
const rowsOf = (db: Kysely<Tables>, portal: PortalId, pairs: readonly Pair[]) =>
  withLabels(db, portal)
    .select([
      'd.from_type',
      'd.to_type',
      'd.state',
      'd.read_at',
      'l.category',
      'l.type_id',
      'l.label',
      'l.limit_now',
    ])
    .where((either) =>
      either.or(
        pairs.map(({ from, to }) =>
          either.and([either('d.from_type', '=', from), either('d.to_type', '=', to)]),
        ),
      ),
    )
    .orderBy('d.from_type')
    .orderBy('d.to_type')
    .orderBy(sql`lower(l.label)`)
    .orderBy('l.category')
    .orderBy('l.type_id')
    .execute();

type SnapshotRow = Awaited<ReturnType<typeof rowsOf>>[number];

/** A direction that was read; null where it was not. */
function directionOf(
  rows: readonly SnapshotRow[],
  objectTypes: readonly ObjectType[],
): Direction | null {
  const [first] = rows;
  const from = objectTypes.find(({ id }) => id === first?.from_type);
  const to = objectTypes.find(({ id }) => id === first?.to_type);
  if (!from || !to || first?.state !== 'read' || first.read_at === null) return null;
  const labels: LabelRow[] = rows.flatMap((row) => labelOf(row) ?? []);
  return { from, to, labels, readAt: new Date(first.read_at).toISOString() };
}

// Every limit of a portal as last read, and what is not known of it: for an export of the whole.
import { sql, type Kysely, type Transaction } from 'kysely';
import type { LabelRow, ObjectType } from '#domain/association.ts';
import type { DirectionState } from '#domain/overview.ts';
import type { PortalId } from '../ids.ts';
import type { Pair } from './overview-readings.ts';
import type { Tables } from './tables.ts';

export interface UnknownDirection extends Pair {
  readonly state: DirectionState;
  readonly problem: string | null;
}

export interface KnownPortal {
  readonly types: readonly ObjectType[];
  /** Directions with a limit, with all of their labels. */
  readonly directions: readonly (Pair & { readonly rows: readonly LabelRow[] })[];
  /** Directions that were read, those without a limit included. */
  readonly read: number;
  readonly oldestReadAt: number | null;
  readonly unknownCount: number;
  /** The first of them by name. */
  readonly unknown: readonly UnknownDirection[];
  /** What could not be listed, as sentences. */
  readonly notes: readonly string[];
}

/** All of it as at one moment; null: the portal's object types were never listed. */
export async function readKnownPortal(
  db: Kysely<Tables>,
  portal: PortalId,
  mostUnknown: number,
): Promise<KnownPortal | null> {
  // A reading goes on meanwhile: what is not known must not get lost between two questions.
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (transaction) => {
      const types = await typesOf(transaction, portal);
      if (types.length === 0) return null;
      const directions = await limitedDirections(transaction, portal);
      const { notes } = await transaction
        .selectFrom('overview_runs')
        .select('notes')
        .where('portal_id', '=', portal)
        .executeTakeFirstOrThrow();
      return {
        types,
        directions,
        ...(await countDirections(transaction, portal)),
        unknown: await unknownDirections(transaction, portal, mostUnknown),
        notes,
      };
    });
}

async function typesOf(db: Transaction<Tables>, portal: PortalId): Promise<ObjectType[]> {
  const rows = await db
    .selectFrom('overview_types')
    .selectAll()
    .where('portal_id', '=', portal)
    .execute();
  return rows.map(({ type_id: id, singular, plural, custom }) => ({
    ...{ id, singular, plural },
    custom: custom === 1,
  }));
}

async function limitedDirections(
  db: Transaction<Tables>,
  portal: PortalId,
): Promise<KnownPortal['directions']> {
  const rows = await db
    .selectFrom('overview_labels as l')
    .select(['l.from_type', 'l.to_type', 'l.category', 'l.type_id', 'l.label', 'l.limit_now'])
    .where('l.portal_id', '=', portal)
    .where((either) =>
      either.exists(
        either
          .selectFrom('overview_labels as m')
          .select('m.type_id')
          .whereRef('m.portal_id', '=', 'l.portal_id')
          .whereRef('m.from_type', '=', 'l.from_type')
          .whereRef('m.to_type', '=', 'l.to_type')
          .where('m.limit_now', 'is not', null),
      ),
    )
    .execute();
  const groups = Map.groupBy(rows, (row) => `${row.from_type}>${row.to_type}`);
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [
          {
            from: first.from_type,
            to: first.to_type,
            rows: [first, ...others].map((row) => ({
              category: row.category,
              typeId: row.type_id,
              label: row.label,
              limit: row.limit_now,
            })),
          },
        ],
  );
}

const KNOWN: readonly DirectionState[] = ['read', 'no_association'];

async function countDirections(
  db: Transaction<Tables>,
  portal: PortalId,
): Promise<Pick<KnownPortal, 'read' | 'oldestReadAt' | 'unknownCount'>> {
  const known = await db
    .selectFrom('overview_directions')
    .select((count) => [
      count.fn.countAll<number>().as('count'),
      count.fn.min<number | null>('read_at').as('oldest'),
    ])
    .where('portal_id', '=', portal)
    .where('state', 'in', KNOWN)
    .executeTakeFirstOrThrow();
  const { total } = await db
    .selectFrom('overview_directions')
    .select((count) => count.fn.countAll<number>().as('total'))
    .where('portal_id', '=', portal)
    .executeTakeFirstOrThrow();
  return { read: known.count, oldestReadAt: known.oldest, unknownCount: total - known.count };
}

const unknownDirections = (
  db: Transaction<Tables>,
  portal: PortalId,
  most: number,
): Promise<UnknownDirection[]> =>
  db
    .selectFrom('overview_directions as d')
    .innerJoin('overview_types as f', (join) =>
      join.onRef('f.portal_id', '=', 'd.portal_id').onRef('f.type_id', '=', 'd.from_type'),
    )
    .innerJoin('overview_types as t', (join) =>
      join.onRef('t.portal_id', '=', 'd.portal_id').onRef('t.type_id', '=', 'd.to_type'),
    )
    .select(['d.from_type as from', 'd.to_type as to', 'd.state', 'd.problem'])
    .where('d.portal_id', '=', portal)
    .where('d.state', 'not in', KNOWN)
    .orderBy(sql`lower(f.singular)`)
    .orderBy('d.from_type')
    .orderBy(sql`lower(t.singular)`)
    .orderBy('d.to_type')
    .limit(most)
    .execute();

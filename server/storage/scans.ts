// Scans under way and done: where each is, what it has counted, and which records have the most.
import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { Category, ObjectType } from '#domain/association.ts';
import type { ScanState } from '#domain/scan.ts';
import type { PortalId, UserId } from '../ids.ts';
import { lockByName } from './named-lock.ts';
import { hasQueue, openJob } from './portal-jobs.ts';
import { storableJson, storableText } from './storable.ts';
import type { ScansTable, Tables, TypeOfScan } from './tables.ts';

export interface StoredScan {
  readonly scanId: string;
  readonly from: string;
  readonly to: string;
  readonly objectTypes: readonly ObjectType[];
  readonly types: readonly TypeOfScan[];
  readonly state: ScanState;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly resumesAt: number | null;
  readonly putOff: number;
  readonly problem: string | null;
  /** Where the next page of records begins; null: at the first. */
  readonly after: string | null;
  readonly read: number;
  readonly unread: number;
  readonly total: number | null;
  readonly recordsDeletedAt: number | null;
}

export interface NewScan {
  readonly scanId: string;
  readonly from: string;
  readonly to: string;
  readonly objectTypes: readonly ObjectType[];
  readonly types: readonly TypeOfScan[];
  readonly total: number | null;
  readonly startedAt: number;
  readonly startedBy: UserId;
}

export interface TypeCount {
  readonly category: Category;
  readonly typeId: number;
  readonly associations: number;
}

/** What one stretch of records adds. */
export interface ScanStep {
  /** Where the scan was before, so that a stretch is never counted twice. */
  readonly from: { readonly after: string | null; readonly read: number };
  /** Where it is now; null: there are no more records. */
  readonly after: string | null;
  readonly records: number;
  readonly unread: number;
  readonly counts: readonly (TypeCount & { readonly records: number })[];
  /** Records with two associations or more. */
  readonly heavy: readonly (TypeCount & { readonly recordId: number })[];
}

export interface StoredLatest {
  readonly finished: StoredScan | null;
  /** A newer one that is not done. */
  readonly unfinished: StoredScan | null;
}

export interface Scans {
  /**
   * Begins a scan unless its id is taken or its direction is being scanned, and runs `enqueue` in
   * the same transaction; returns the scan that there is. It takes the place of the direction's
   * cancelled and stopped ones.
   */
  begin(
    portal: PortalId,
    scan: NewScan,
    enqueue: (transaction: Transaction<Tables>) => Promise<void>,
  ): Promise<StoredScan>;
  find(portal: PortalId, scanId: string): Promise<StoredScan | null>;
  latest(portal: PortalId, from: string, to: string): Promise<StoredLatest>;
  /** Adds a stretch; false: the scan is not where the stretch began, or not running any more. */
  advance(portal: PortalId, scanId: string, step: ScanStep): Promise<boolean>;
  pause(portal: PortalId, scanId: string, until: number, putOff: number): Promise<void>;
  /**
   * Has a cancelled or stopped scan go on where it was, and runs `enqueue` in the same transaction.
   * Nothing happens where what it had counted is gone, or its direction is being scanned.
   */
  resume(
    portal: PortalId,
    scanId: string,
    enqueue: (transaction: Transaction<Tables>) => Promise<void>,
  ): Promise<void>;
  /**
   * Ends a running scan. One that is done replaces all older scans of its direction; of any other the
   * counts are kept for a while, so that it may go on.
   */
  end(
    portal: PortalId,
    scanId: string,
    end: { readonly state: Exclude<ScanState, 'reading'>; readonly problem: string | null },
    at: number,
  ): Promise<void>;
  /** Gives up every running scan that began before `time`. */
  stopBegunBefore(time: number, problem: string, at: number): Promise<void>;
  /** Gives up every running scan without a job: that failed again and again, and is tried no more. */
  stopAbandoned(problem: string, at: number): Promise<void>;
  /** Deletes what scans had counted that were cancelled or stopped, and ended or began before that. */
  forgetUnfinished(
    before: { readonly ended: number; readonly begun: number },
    at: number,
  ): Promise<void>;
  /** Deletes the record ids of ended scans that began before `time`; the counts stay. */
  deleteRecordsBefore(time: number, at: number): Promise<void>;
}

/** The queue whose jobs scan. */
export const SCAN_QUEUE = 'scan-records';

const UNFINISHED = ['cancelled', 'stopped'] as const;

/** PostgreSQL takes at most 65,535 parameters a statement; a record has 6. */
const ROWS_PER_INSERT = 5_000;

/** Scans in the store's `scans`, `scan_counts` and `scan_records` tables. */
export function createScans(db: Kysely<Tables>): Scans {
  const one = (portal: PortalId) =>
    db.selectFrom('scans').selectAll().where('portal_id', '=', portal);
  const find = async (portal: PortalId, scanId: string): Promise<StoredScan | null> => {
    const row = await one(portal).where('scan_id', '=', scanId).executeTakeFirst();
    return row ? storedScan(row) : null;
  };
  const latest: Scans['latest'] = async (portal, from, to) => {
    const rows = await one(portal)
      .where('from_type', '=', from)
      .where('to_type', '=', to)
      .orderBy('started_at', 'desc')
      .execute();
    const scans = rows.map(storedScan);
    return {
      finished: scans.find(({ state }) => state === 'done') ?? null,
      unfinished: scans.find(({ state }) => state !== 'done') ?? null,
    };
  };
  return {
    find,
    latest,

    async begin(portal, scan, enqueue) {
      await db.transaction().execute(async (transaction) => {
        await lockScans(transaction, portal);
        const begun = await transaction
          .insertInto('scans')
          .values({
            portal_id: portal,
            scan_id: scan.scanId,
            from_type: scan.from,
            to_type: scan.to,
            object_types: storableJson(scan.objectTypes),
            types: storableJson(scan.types),
            state: 'reading',
            started_at: scan.startedAt,
            started_by: scan.startedBy,
            records_total: scan.total,
          })
          .onConflict((conflict) => conflict.doNothing())
          .returning('scan_id')
          .executeTakeFirst();
        if (!begun) return;
        await transaction
          .deleteFrom('scans')
          .where('portal_id', '=', portal)
          .where('from_type', '=', scan.from)
          .where('to_type', '=', scan.to)
          .where('state', 'in', [...UNFINISHED])
          .execute();
        await enqueue(transaction);
      });
      const own = await find(portal, scan.scanId);
      if (own) return own;
      const { finished, unfinished } = await latest(portal, scan.from, scan.to);
      const known = unfinished ?? finished;
      if (!known) throw new Error('A scan that was begun is not stored.');
      return known;
    },

    resume: (portal, scanId, enqueue) =>
      db.transaction().execute(async (transaction) => {
        await lockScans(transaction, portal);
        const resumed = await transaction
          .updateTable('scans as scan')
          .set({ state: 'reading', problem: null, finished_at: null, resumes_at: null, put_off: 0 })
          .where('portal_id', '=', portal)
          .where('scan_id', '=', scanId)
          .where('state', 'in', [...UNFINISHED])
          .where('records_deleted_at', 'is', null)
          .where((scan) =>
            scan.not(
              scan.exists(
                scan
                  .selectFrom('scans as other')
                  .whereRef('other.portal_id', '=', 'scan.portal_id')
                  .whereRef('other.from_type', '=', 'scan.from_type')
                  .whereRef('other.to_type', '=', 'scan.to_type')
                  .where('other.state', '=', 'reading')
                  .select('other.scan_id'),
              ),
            ),
          )
          .returning('scan_id')
          .executeTakeFirst();
        if (resumed) await enqueue(transaction);
      }),

    advance: (portal, scanId, step) =>
      db.transaction().execute((transaction) => takeStep(transaction, portal, scanId, step)),

    async pause(portal, scanId, until, putOff) {
      await db
        .updateTable('scans')
        .set({ resumes_at: until, put_off: putOff })
        .where('portal_id', '=', portal)
        .where('scan_id', '=', scanId)
        .where('state', '=', 'reading')
        .execute();
    },

    end: (portal, scanId, { state, problem }, at) =>
      db.transaction().execute(async (transaction) => {
        const ended = await transaction
          .updateTable('scans')
          .set({
            state,
            problem: problem === null ? null : storableText(problem),
            finished_at: at,
            resumes_at: null,
          })
          .where('portal_id', '=', portal)
          .where('scan_id', '=', scanId)
          .where('state', '=', 'reading')
          .returning(['from_type', 'to_type'])
          .executeTakeFirst();
        if (!ended || state !== 'done') return;
        await transaction
          .deleteFrom('scans')
          .where('portal_id', '=', portal)
          .where('from_type', '=', ended.from_type)
          .where('to_type', '=', ended.to_type)
          .where('scan_id', '<>', scanId)
          .execute();
      }),

    async stopBegunBefore(time, problem, at) {
      await db
        .updateTable('scans')
        .set({ state: 'stopped', problem, finished_at: at, resumes_at: null })
        .where('started_at', '<', time)
        .where('state', '=', 'reading')
        .execute();
    },

    async stopAbandoned(problem, at) {
      if (!(await hasQueue(db))) return;
      await sql`
        update scans s set state = 'stopped', problem = ${problem}, finished_at = ${at},
          resumes_at = null
        where s.state = 'reading' and not exists (
          select from pgboss.job j
          where j.name = ${SCAN_QUEUE} and j.group_id = s.portal_id::text
            and j.data->>'scanId' = s.scan_id::text and ${openJob})
      `.execute(db);
    },

    forgetUnfinished: ({ ended, begun }, at) =>
      db.transaction().execute(async (transaction) => {
        const old = await transaction
          .updateTable('scans')
          .set({ records_deleted_at: at })
          .where((scan) =>
            scan.or([scan('finished_at', '<', ended), scan('started_at', '<', begun)]),
          )
          .where('records_deleted_at', 'is', null)
          .where('state', 'in', [...UNFINISHED])
          .returning(['portal_id', 'scan_id'])
          .execute();
        for (const scan of old) {
          for (const table of ['scan_counts', 'scan_records'] as const) {
            await transaction
              .deleteFrom(table)
              .where('portal_id', '=', scan.portal_id)
              .where('scan_id', '=', scan.scan_id)
              .execute();
          }
        }
      }),

    deleteRecordsBefore: (time, at) =>
      db.transaction().execute(async (transaction) => {
        const old = await transaction
          .updateTable('scans')
          .set({ records_deleted_at: at })
          .where('started_at', '<', time)
          .where('records_deleted_at', 'is', null)
          .where('state', '<>', 'reading')
          .returning(['portal_id', 'scan_id'])
          .execute();
        for (const { portal_id, scan_id } of old) {
          await transaction
            .deleteFrom('scan_records')
            .where('portal_id', '=', portal_id)
            .where('scan_id', '=', scan_id)
            .execute();
        }
      }),
  };
}

/** Who begins a scan and who has one go on may both mean the one scan of a direction that may run. */
async function lockScans(transaction: Transaction<Tables>, portal: PortalId): Promise<void> {
  await lockByName(transaction, `scans of portal ${String(portal)}`);
}

async function takeStep(
  transaction: Transaction<Tables>,
  portal: PortalId,
  scanId: string,
  step: ScanStep,
): Promise<boolean> {
  const moved = await transaction
    .updateTable('scans')
    .set({
      after_id: step.after,
      records_read: sql`records_read + ${step.records}::bigint`,
      records_unread: sql`records_unread + ${step.unread}::bigint`,
      resumes_at: null,
      put_off: 0,
    })
    .where('portal_id', '=', portal)
    .where('scan_id', '=', scanId)
    .where('state', '=', 'reading')
    .where('records_read', '=', step.from.read)
    .where('after_id', 'is not distinct from', step.from.after)
    .returning('scan_id')
    .executeTakeFirst();
  if (!moved) return false;
  const key = { portal_id: portal, scan_id: scanId };
  const counts = step.counts.map((count) => ({
    ...key,
    category: count.category,
    type_id: count.typeId,
    associations: count.associations,
    records: count.records,
  }));
  for (const rows of inChunks(counts)) {
    await transaction
      .insertInto('scan_counts')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .columns(['portal_id', 'scan_id', 'category', 'type_id', 'associations'])
          .doUpdateSet({ records: sql`scan_counts.records + excluded.records` }),
      )
      .execute();
  }
  const heavy = step.heavy.map((record) => ({
    ...key,
    category: record.category,
    type_id: record.typeId,
    record_id: record.recordId,
    associations: record.associations,
  }));
  for (const rows of inChunks(heavy)) {
    await transaction
      .insertInto('scan_records')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  return true;
}

function inChunks<Row>(rows: readonly Row[]): readonly Row[][] {
  const chunks: Row[][] = [];
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    chunks.push(rows.slice(start, start + ROWS_PER_INSERT));
  }
  return chunks;
}

const storedScan = (row: Selectable<ScansTable>): StoredScan => ({
  scanId: row.scan_id,
  from: row.from_type,
  to: row.to_type,
  objectTypes: row.object_types,
  types: row.types,
  state: row.state,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
  resumesAt: row.resumes_at,
  putOff: row.put_off,
  problem: row.problem,
  after: row.after_id,
  read: row.records_read,
  unread: row.records_unread,
  total: row.records_total,
  recordsDeletedAt: row.records_deleted_at,
});

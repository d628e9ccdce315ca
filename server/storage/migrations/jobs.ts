// What the libraries for pace and jobs keep.
import { sql, type Kysely } from 'kysely';

/** The table that rate-limiter-flexible expects; made here so that no two servers race to make it. */
export async function callPace(db: Kysely<unknown>): Promise<void> {
  await sql`create table call_pace (
    key varchar(255) primary key,
    points integer not null default 0,
    expire bigint
  )`.execute(db);
}

/**
 * The schema that pg-boss fills with its own tables; made here because of several servers starting on
 * a new database all but one fail to make it, and pg-boss does not take that for a lost race.
 */
export async function queueSchema(db: Kysely<unknown>): Promise<void> {
  await db.schema.createSchema('pgboss').ifNotExists().execute();
}

/** When each portal's next call to HubSpot may go, in microseconds since 1970. */
export async function portalPace(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('portal_pace')
    .addColumn('portal_id', 'bigint', (column) => column.primaryKey())
    .addColumn('free_at_us', 'bigint', (column) => column.notNull())
    .execute();
}

/** The moments of each portal's latest calls, last one first, and until when it is held. */
export async function rollingPace(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('portal_pace')
    .addColumn('taken_us', sql`bigint[]`, (column) => column.notNull().defaultTo('{}'))
    .addColumn('held_until_us', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
}

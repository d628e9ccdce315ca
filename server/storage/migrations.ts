// The schema, step by step. Steps are only ever added: the old version may still be running.
import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Migrations by name; Kysely runs them in the order of their names, under a lock. */
export const migrations: Readonly<Record<string, Migration>> = {
  '001_portals': { up: portals },
  '002_oauth_states': { up: oauthStates },
  '003_plans': { up: plans },
  '004_call_pace': { up: callPace },
  '005_queue_schema': { up: queueSchema },
  '006_history': { up: history },
  '007_overview': { up: overview },
};

async function portals(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('portals')
    .addColumn('portal_id', 'bigint', (column) => column.primaryKey())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('hub_domain', 'text')
    .addColumn('account_type', 'text')
    .addColumn('ui_domain', 'text')
    .addColumn('scopes', 'jsonb', (column) => column.notNull())
    .addColumn('access_sealed', 'text')
    .addColumn('refresh_sealed', 'text')
    .addColumn('access_expires_at', 'bigint', (column) => column.notNull())
    .addColumn('token_version', 'integer', (column) => column.notNull())
    .addColumn('installed_by', 'bigint')
    .addColumn('installed_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('refresh_lease_owner', 'text')
    .addColumn('refresh_lease_until', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
}

async function oauthStates(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('oauth_states')
    .addColumn('state_hash', 'text', (column) => column.primaryKey())
    .addColumn('browser_hash', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('used_at', 'bigint')
    .execute();
}

async function plans(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('plans')
    .addColumn('portal_id', 'bigint', (column) => column.notNull())
    .addColumn('plan_id', 'uuid', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('request_hash', 'text', (column) => column.notNull())
    .addColumn('object_types', 'jsonb', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('created_by', 'bigint', (column) => column.notNull())
    .addColumn('applied_at', 'bigint')
    .addColumn('applied_by', 'bigint')
    .addColumn('finished_at', 'bigint')
    .addColumn('resumes_at', 'bigint')
    .addColumn('put_off', 'integer', (column) => column.notNull().defaultTo(0))
    .addPrimaryKeyConstraint('plans_key', ['portal_id', 'plan_id'])
    .execute();
  await db.schema
    .createIndex('plans_by_time')
    .on('plans')
    .columns(['portal_id', 'applied_at'])
    .execute();
  await db.schema
    .createTable('plan_items')
    .addColumn('portal_id', 'bigint', (column) => column.notNull())
    .addColumn('plan_id', 'uuid', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('from_type', 'text', (column) => column.notNull())
    .addColumn('to_type', 'text', (column) => column.notNull())
    .addColumn('category', 'text', (column) => column.notNull())
    .addColumn('type_id', 'integer', (column) => column.notNull())
    .addColumn('label', 'text')
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('limit_before', 'integer')
    .addColumn('limit_after', 'integer')
    .addColumn('risks', 'jsonb', (column) => column.notNull())
    .addColumn('outcome', 'jsonb', (column) => column.notNull())
    .addPrimaryKeyConstraint('plan_items_key', ['portal_id', 'plan_id', 'position'])
    .addForeignKeyConstraint(
      'plan_items_plan',
      ['portal_id', 'plan_id'],
      'plans',
      ['portal_id', 'plan_id'],
      (constraint) => constraint.onDelete('cascade'),
    )
    .execute();
}

/** The table that rate-limiter-flexible expects; made here so that no two servers race to make it. */
async function callPace(db: Kysely<unknown>): Promise<void> {
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
async function queueSchema(db: Kysely<unknown>): Promise<void> {
  await db.schema.createSchema('pgboss').ifNotExists().execute();
}

/**
 * Why a plan was applied, what it takes back and leaves out, and the text that the history is
 * searched in: kept in lower case, because databases disagree about the case of "Ü".
 */
async function history(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('plans')
    .addColumn('note', 'text')
    .addColumn('undo_of', 'uuid')
    .addColumn('notes', 'jsonb', (column) => column.notNull().defaultTo(sql`'[]'::jsonb`))
    .addColumn('search_text', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await db.schema
    .createIndex('plans_by_undone')
    .on('plans')
    .columns(['portal_id', 'undo_of'])
    .execute();
  await sql`update plans set search_text = lower(
    (select coalesce(string_agg(concat_ws(E'\n', one->>'singular', one->>'plural'), E'\n'), '')
      from jsonb_array_elements(plans.object_types) as types(one))
    || E'\n' ||
    (select coalesce(string_agg(distinct label, E'\n'), '') from plan_items
      where plan_items.portal_id = plans.portal_id and plan_items.plan_id = plans.plan_id)
  )`.execute(db);
}

async function overview(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('overview_runs')
    .addColumn('portal_id', 'bigint', (column) => column.primaryKey())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('finished_at', 'bigint')
    .addColumn('problem', 'text')
    .addColumn('listed', 'integer', (column) => column.notNull())
    .addColumn('notes', 'jsonb', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('overview_types')
    .addColumn('portal_id', 'bigint', (column) => column.notNull())
    .addColumn('type_id', 'text', (column) => column.notNull())
    .addColumn('singular', 'text', (column) => column.notNull())
    .addColumn('plural', 'text', (column) => column.notNull())
    .addColumn('custom', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('overview_types_key', ['portal_id', 'type_id'])
    .execute();
  await db.schema
    .createTable('overview_directions')
    .addColumn('portal_id', 'bigint', (column) => column.notNull())
    .addColumn('from_type', 'text', (column) => column.notNull())
    .addColumn('to_type', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('problem', 'text')
    .addColumn('read_at', 'bigint')
    .addColumn('pending', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('overview_directions_key', ['portal_id', 'from_type', 'to_type'])
    .execute();
  await db.schema
    .createTable('overview_labels')
    .addColumn('portal_id', 'bigint', (column) => column.notNull())
    .addColumn('from_type', 'text', (column) => column.notNull())
    .addColumn('to_type', 'text', (column) => column.notNull())
    .addColumn('category', 'text', (column) => column.notNull())
    .addColumn('type_id', 'integer', (column) => column.notNull())
    .addColumn('label', 'text')
    .addColumn('limit_now', 'integer')
    .addPrimaryKeyConstraint('overview_labels_key', [
      'portal_id',
      'from_type',
      'to_type',
      'category',
      'type_id',
    ])
    .addForeignKeyConstraint(
      'overview_labels_direction',
      ['portal_id', 'from_type', 'to_type'],
      'overview_directions',
      ['portal_id', 'from_type', 'to_type'],
      (constraint) => constraint.onDelete('cascade'),
    )
    .execute();
}

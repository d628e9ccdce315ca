// Plans, their items, and the history that they are.
import { sql, type Kysely } from 'kysely';

export async function plans(db: Kysely<unknown>): Promise<void> {
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

/**
 * Why a plan was applied, what it takes back and leaves out, and the text that the history is
 * searched in: kept in lower case, because databases disagree about the case of "Ü".
 */
export async function history(db: Kysely<unknown>): Promise<void> {
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

/**
 * Which transaction wrote an item last, so that who watches a plan is told only what is new. By a
 * trigger, because an older version of the server may still be writing, and it knows nothing of it. (A
 * backup's rows keep the numbers of their store. Where those are ahead, each look tells them again.)
 */
export async function planItemChanges(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('plan_items')
    .addColumn('changed_in', sql`xid8`, (column) =>
      column.notNull().defaultTo(sql`pg_current_xact_id()`),
    )
    .execute();
  await sql`
    create function mark_plan_item() returns trigger language plpgsql as $$
    begin
      new.changed_in := pg_current_xact_id();
      return new;
    end $$`.execute(db);
  await sql`
    create trigger mark_plan_item before update on plan_items
    for each row execute function mark_plan_item()`.execute(db);
}

/** Plans too large to be made while the panel waits: what was asked for, and how far the reading is. */
export async function largePlans(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('plans')
    .addColumn('request', 'jsonb')
    .addColumn('directions_read', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('directions_total', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('refusal', 'jsonb')
    .execute();
}

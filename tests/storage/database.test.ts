// The store as a whole: its schema, its start by several servers, and its numbers.
import { sql, type Selectable } from 'kysely';
import { expect, test } from 'vitest';
import { migrations as known } from '../../server/storage/migrations.ts';
import type { Tables } from '../../server/storage/tables.ts';
import { createEmptyPostgres, onEveryStore, onPostgres } from '../stores.ts';

type Columns = { readonly [Table in keyof Tables]: Described<Selectable<Tables[Table]>> };
type Described<Row> = { readonly [Column in keyof Row]: DescribedColumn<Row[Column]> };

/** SQL types that a column of this TypeScript type may have. */
type DescribedColumn<Value> = null extends Value
  ? `${SqlType<NonNullable<Value>>} null`
  : SqlType<NonNullable<Value>>;
type SqlType<Value> = Value extends number
  ? 'bigint' | 'integer'
  : Value extends string
    ? 'text' | 'uuid' | 'xid8'
    : Value extends readonly unknown[]
      ? 'jsonb' | 'ARRAY'
      : 'jsonb';

/** Kysely's view of the tables, column by column: a name or type that differs does not compile. */
const columns: Columns = {
  portals: {
    portal_id: 'bigint',
    status: 'text',
    hub_domain: 'text null',
    account_type: 'text null',
    ui_domain: 'text null',
    scopes: 'jsonb',
    access_sealed: 'text null',
    refresh_sealed: 'text null',
    access_expires_at: 'bigint',
    token_version: 'integer',
    installed_by: 'bigint null',
    installed_at: 'bigint',
    updated_at: 'bigint',
    connected_at: 'bigint',
    left_at: 'bigint null',
    refresh_lease_owner: 'text null',
    refresh_lease_until: 'bigint',
  },
  oauth_states: {
    state_hash: 'text',
    browser_hash: 'text',
    expires_at: 'bigint',
    used_at: 'bigint null',
  },
  plans: {
    portal_id: 'bigint',
    plan_id: 'uuid',
    state: 'text',
    request_hash: 'text',
    object_types: 'jsonb',
    created_at: 'bigint',
    created_by: 'bigint',
    applied_at: 'bigint null',
    applied_by: 'bigint null',
    finished_at: 'bigint null',
    resumes_at: 'bigint null',
    put_off: 'integer',
    note: 'text null',
    undo_of: 'uuid null',
    notes: 'jsonb',
    search_text: 'text',
    request: 'jsonb null',
    directions_read: 'integer',
    directions_total: 'integer',
    refusal: 'jsonb null',
  },
  plan_items: {
    portal_id: 'bigint',
    plan_id: 'uuid',
    position: 'integer',
    from_type: 'text',
    to_type: 'text',
    category: 'text',
    type_id: 'integer',
    label: 'text null',
    action: 'text',
    limit_before: 'integer null',
    limit_after: 'integer null',
    risks: 'jsonb',
    outcome: 'jsonb',
    changed_in: 'xid8',
  },
  overview_runs: {
    portal_id: 'bigint',
    state: 'text',
    started_at: 'bigint',
    finished_at: 'bigint null',
    problem: 'text null',
    listed: 'integer',
    notes: 'jsonb',
  },
  overview_types: {
    portal_id: 'bigint',
    type_id: 'text',
    singular: 'text',
    plural: 'text',
    custom: 'integer',
  },
  overview_directions: {
    portal_id: 'bigint',
    from_type: 'text',
    to_type: 'text',
    state: 'text',
    problem: 'text null',
    read_at: 'bigint null',
    limits_read_at: 'bigint null',
    pending: 'integer',
  },
  overview_labels: {
    portal_id: 'bigint',
    from_type: 'text',
    to_type: 'text',
    category: 'text',
    type_id: 'integer',
    label: 'text null',
    limit_now: 'integer null',
  },
  overview_marks: {
    portal_id: 'bigint',
    mark: 'uuid',
  },
  history_events: {
    portal_id: 'bigint',
    event_id: 'uuid',
    at: 'bigint',
    by_user: 'bigint null',
    event: 'jsonb',
    search_text: 'text',
  },
  kept_setups: {
    portal_id: 'bigint',
    setup_id: 'uuid',
    name: 'text',
    document: 'jsonb',
    limits: 'integer',
    kept_at: 'bigint',
    kept_by: 'bigint',
    pinned_at: 'bigint null',
  },
  pinned_limits: {
    portal_id: 'bigint',
    setup_id: 'uuid',
    from_type: 'text',
    to_type: 'text',
    category: 'text',
    type_id: 'integer',
    label: 'text null',
    limit_wanted: 'integer',
  },
  setup_codes: {
    code_hash: 'text',
    portal_id: 'bigint',
    code_id: 'uuid',
    request_hash: 'text',
    code_sealed: 'text null',
    title: 'text null',
    document: 'jsonb null',
    limits: 'integer',
    made_at: 'bigint',
    made_by: 'bigint',
    expires_at: 'bigint',
    withdrawn_at: 'bigint null',
    used_at: 'bigint null',
    used_by_portal: 'bigint null',
    used_attempt: 'uuid null',
  },
  known_directions: {
    portal_id: 'bigint',
    from_type: 'text',
    to_type: 'text',
    since: 'bigint',
  },
  known_limits: {
    portal_id: 'bigint',
    from_type: 'text',
    to_type: 'text',
    category: 'text',
    type_id: 'integer',
    label: 'text null',
    limit_known: 'integer null',
    known_at: 'bigint',
    known_by: 'bigint null',
    plan_id: 'uuid null',
    maybe_limit: 'integer null',
    maybe_plan_id: 'uuid null',
  },
  portal_pace: {
    portal_id: 'bigint',
    free_at_us: 'bigint',
    taken_us: 'ARRAY',
    held_until_us: 'bigint',
  },
  scans: {
    portal_id: 'bigint',
    scan_id: 'uuid',
    from_type: 'text',
    to_type: 'text',
    object_types: 'jsonb',
    types: 'jsonb',
    state: 'text',
    started_at: 'bigint',
    started_by: 'bigint',
    finished_at: 'bigint null',
    resumes_at: 'bigint null',
    put_off: 'integer',
    problem: 'text null',
    after_id: 'text null',
    records_read: 'bigint',
    records_unread: 'bigint',
    records_total: 'bigint null',
    records_deleted_at: 'bigint null',
  },
  scan_counts: {
    portal_id: 'bigint',
    scan_id: 'uuid',
    category: 'text',
    type_id: 'integer',
    associations: 'integer',
    records: 'bigint',
  },
  journal_positions: {
    journal: 'text',
    position: 'text',
  },
  scan_records: {
    portal_id: 'bigint',
    scan_id: 'uuid',
    category: 'text',
    type_id: 'integer',
    record_id: 'bigint',
    associations: 'integer',
  },
};

/** Tables of libraries: the pacer's and the migrator's. */
const LIBRARY_TABLES = ['call_pace', 'kysely_migration', 'kysely_migration_lock'];

onEveryStore('an opened store', (store) => {
  test('answers a ping', async () => {
    await expect(store().database.ping()).resolves.toBeUndefined();
  });

  test('has exactly the columns that the queries are typed with', async () => {
    const { rows } = await sql<{ table_name: string; column_name: string; described: string }>`
      select table_name, column_name,
        data_type || case is_nullable when 'YES' then ' null' else '' end as described
      from information_schema.columns where table_schema = 'public'
    `.execute(store().database.db);
    const migrated: Record<string, Record<string, string>> = {};
    for (const { table_name, column_name, described } of rows) {
      if (LIBRARY_TABLES.includes(table_name)) continue;
      migrated[table_name] = { ...migrated[table_name], [column_name]: described };
    }
    expect(migrated).toEqual(columns);
  });

  test('gives whole numbers as numbers, and refuses those that a number cannot hold', async () => {
    const { db } = store().database;
    const query = sql<{ large: unknown; count: unknown }>`
      select 9007199254740991::bigint as large, count(*) as count from portals`;
    expect((await query.execute(db)).rows).toEqual([{ large: 9_007_199_254_740_991, count: 0 }]);
    const tooLarge = sql`select 9007199254740993::bigint as value`.execute(db);
    await expect(tooLarge).rejects.toThrow('too large');
  });

  test('gives the libraries the same numbers', async () => {
    const { rows } = await store().database.sql.executeSql('select $1::bigint as value', [5]);
    expect(rows).toEqual([{ value: 5 }]);
  });
});

onPostgres('a new database', () => {
  test('is brought up to date by four servers starting at once, five times out of five', async () => {
    for (let round = 1; round <= 5; round += 1) {
      const empty = await createEmptyPostgres();
      const opened = await Promise.allSettled(Array.from({ length: 4 }, () => empty.open()));
      const databases = opened.filter((one) => one.status === 'fulfilled').map((one) => one.value);
      const [first] = databases;
      const migrations = await first?.sql.executeSql(
        'select name from kysely_migration order by 1',
      );
      for (const database of databases) await database.close();
      await empty.drop();
      expect(opened.map(({ status }) => status)).toEqual(opened.map(() => 'fulfilled'));
      expect(migrations?.rows).toHaveLength(Object.keys(known).length);
    }
  });

  test('that cannot be reached is an error, not a store', async () => {
    const empty = await createEmptyPostgres();
    await empty.drop();
    await expect(empty.open()).rejects.toThrow();
  });
});

// Installs and the states of installs under way.
import type { Kysely } from 'kysely';

export async function portals(db: Kysely<unknown>): Promise<void> {
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

export async function oauthStates(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('oauth_states')
    .addColumn('state_hash', 'text', (column) => column.primaryKey())
    .addColumn('browser_hash', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('used_at', 'bigint')
    .execute();
}

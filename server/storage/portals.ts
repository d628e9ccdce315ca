// Installs: one row per portal, with its sealed tokens and the lease of whoever refreshes them.
import { randomUUID } from 'node:crypto';
import { sql, type Kysely, type Transaction } from 'kysely';
import * as v from 'valibot';
import { portalIdSchema, type PortalId, type UserId } from '../ids.ts';
import { recordEvent } from './history-events.ts';
import { leavePortal, type Leaving } from './leave-portal.ts';
import { storableJson } from './storable.ts';
import type { Tables } from './tables.ts';

export interface PortalRow {
  readonly portalId: PortalId;
  readonly status: 'connected' | 'disconnected';
  readonly accountType: string | null;
  readonly uiDomain: string | null;
  readonly scopes: readonly string[];
  readonly accessSealed: string | null;
  readonly refreshSealed: string | null;
  readonly accessExpiresAt: number;
  readonly tokenVersion: number;
  /** The server that is refreshing, or was when it died. */
  readonly refreshLeaseOwner: string | null;
  readonly connectedAt: number;
  /** null: it is connected. */
  readonly leftAt: number | null;
}

export interface SealedTokens {
  readonly accessSealed: string;
  readonly refreshSealed: string;
  readonly accessExpiresAt: number;
}

export interface NewGrant extends SealedTokens {
  readonly hubDomain: string | null;
  readonly scopes: readonly string[];
  readonly installedBy: UserId | null;
  readonly at: number;
}

export interface Portals {
  find(portal: PortalId): Promise<PortalRow | null>;
  /** Install or reinstall: the newest grant wins, whatever was there. */
  install(portal: PortalId, grant: NewGrant): Promise<void>;
  /** Connected portals of which no reading started since `time`, and that are older than that. */
  unreadSince(time: number): Promise<readonly PortalId[]>;
  setAccount(portal: PortalId, accountType: string | null, uiDomain: string | null): Promise<void>;
  /** Saves refreshed tokens if nobody saved newer ones since `version`; says whether it did. */
  replaceTokens(portal: PortalId, version: number, tokens: SealedTokens): Promise<boolean>;
  /** Ends the connection; false: there is none, or a newer one than meant. */
  leave(portal: PortalId, leaving: Leaving): Promise<boolean>;
  /** Takes the refresh lease if it is free or run out (by the database's clock). */
  takeRefreshLease(portal: PortalId, owner: string, milliseconds: number): Promise<boolean>;
  releaseRefreshLease(portal: PortalId, owner: string): Promise<void>;
}

/** The database's own time, so that servers whose clocks differ agree about a lease. */
const databaseNow = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

/** Portals in the store's `portals` table. */
export function createPortals(db: Kysely<Tables>): Portals {
  return {
    async find(portal) {
      const row = await db
        .selectFrom('portals')
        .selectAll()
        .where('portal_id', '=', portal)
        .executeTakeFirst();
      if (!row) return null;
      return {
        portalId: portal,
        status: row.status,
        accountType: row.account_type,
        uiDomain: row.ui_domain,
        scopes: row.scopes,
        accessSealed: row.access_sealed,
        refreshSealed: row.refresh_sealed,
        accessExpiresAt: row.access_expires_at,
        tokenVersion: row.token_version,
        refreshLeaseOwner: row.refresh_lease_owner,
        connectedAt: row.connected_at,
        leftAt: row.left_at,
      };
    },

    install: (portal, grant) =>
      db.transaction().execute(async (transaction) => {
        const known = await transaction
          .selectFrom('portals')
          .select('left_at')
          .where('portal_id', '=', portal)
          .forUpdate()
          .executeTakeFirst();
        await putGrant(transaction, portal, grant);
        if (known?.left_at == null) return;
        const event = { kind: 'connected_again' } as const;
        const { at, installedBy: by } = grant;
        await recordEvent(transaction, portal, { eventId: randomUUID(), at, by, event });
      }),

    async unreadSince(time) {
      const rows = await db
        .selectFrom('portals as p')
        .leftJoin('overview_runs as r', 'r.portal_id', 'p.portal_id')
        .select('p.portal_id')
        .where('p.status', '=', 'connected')
        .where((row) => row(row.fn.coalesce('r.started_at', 'p.installed_at'), '<=', time))
        .where((row) => row('r.state', 'is distinct from', 'reading'))
        .orderBy('p.portal_id')
        .execute();
      return rows.map((row) => v.parse(portalIdSchema, row.portal_id));
    },

    async setAccount(portal, accountType, uiDomain) {
      await db
        .updateTable('portals')
        .set({ account_type: accountType, ui_domain: uiDomain })
        .where('portal_id', '=', portal)
        .execute();
    },

    async replaceTokens(portal, version, tokens) {
      const row = await db
        .updateTable('portals')
        .set({
          access_sealed: tokens.accessSealed,
          refresh_sealed: tokens.refreshSealed,
          access_expires_at: tokens.accessExpiresAt,
          token_version: version + 1,
        })
        .where('portal_id', '=', portal)
        .where('token_version', '=', version)
        .where('status', '=', 'connected')
        .returning('portal_id')
        .executeTakeFirst();
      return row !== undefined;
    },

    leave: (portal, leaving) =>
      db.transaction().execute((transaction) => leavePortal(transaction, portal, leaving)),

    async takeRefreshLease(portal, owner, milliseconds) {
      const row = await db
        .updateTable('portals')
        .set({
          refresh_lease_owner: owner,
          refresh_lease_until: sql`${databaseNow} + ${milliseconds}`,
        })
        .where('portal_id', '=', portal)
        .where('refresh_lease_until', '<', databaseNow)
        .returning('portal_id')
        .executeTakeFirst();
      return row !== undefined;
    },

    async releaseRefreshLease(portal, owner) {
      await db
        .updateTable('portals')
        .set({ refresh_lease_owner: null, refresh_lease_until: 0 })
        .where('portal_id', '=', portal)
        .where('refresh_lease_owner', '=', owner)
        .execute();
    },
  };
}

async function putGrant(
  transaction: Transaction<Tables>,
  portal: PortalId,
  grant: NewGrant,
): Promise<void> {
  const values = {
    status: 'connected' as const,
    hub_domain: grant.hubDomain,
    scopes: storableJson(grant.scopes),
    access_sealed: grant.accessSealed,
    refresh_sealed: grant.refreshSealed,
    access_expires_at: grant.accessExpiresAt,
    installed_by: grant.installedBy,
    updated_at: grant.at,
    connected_at: grant.at,
    left_at: null,
  };
  await transaction
    .insertInto('portals')
    .values({ ...values, portal_id: portal, token_version: 1, installed_at: grant.at })
    .onConflict((conflict) =>
      conflict
        .column('portal_id')
        .doUpdateSet({ ...values, token_version: sql`portals.token_version + 1` }),
    )
    .execute();
}

/** What a portal's sealed tokens are bound to. */
export const tokenPurpose = (portal: number, use: 'access' | 'refresh'): string =>
  `portal ${String(portal)} ${use}`;

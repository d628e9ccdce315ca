// The one end for a portal that leaves, whichever way: in one transaction its tokens go, its jobs and
// whatever they were at end, and what is only of use to a connected portal is deleted. Plans, history
// and kept setups stay until they are erased.
import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { LeavingReason } from '#domain/leaving.ts';
import type { Failure } from '#domain/wire.ts';
import type { PortalId, UserId } from '../ids.ts';
import { endItems } from './end-items.ts';
import { recordEvent } from './history-events.ts';
import { deleteJobs } from './portal-jobs.ts';
import { storableJson } from './storable.ts';
import type { Tables } from './tables.ts';

export interface Leaving {
  readonly at: number;
  /** null: nobody in the panel. */
  readonly by: UserId | null;
  readonly reason: LeavingReason;
  /** What ends: a newer connection, or one with newer tokens, is left alone. */
  readonly grant: { readonly version: number } | { readonly connectedAt: number };
}

const LEFT = 'Atmost was disconnected from this portal.';

/** Ends a connected portal; false: it is not connected, or by a newer grant. */
export async function leavePortal(
  transaction: Transaction<Tables>,
  portal: PortalId,
  leaving: Leaving,
): Promise<boolean> {
  if (!(await dropTokens(transaction, portal, leaving))) return false;
  const { at, by, reason } = leaving;
  // First: whoever holds a direction waits for the known limits, which the plans' ends lock.
  await dropOverview(transaction, portal);
  await deleteJobs(transaction, portal);
  await endPlans(transaction, portal, at);
  await endScans(transaction, portal, at);
  await withdrawCodes(transaction, portal, at);
  const event = { kind: 'disconnected', reason } as const;
  await recordEvent(transaction, portal, { eventId: randomUUID(), at, by, event });
  return true;
}

async function dropTokens(
  transaction: Transaction<Tables>,
  portal: PortalId,
  { at, grant }: Leaving,
): Promise<boolean> {
  const row = await transaction
    .updateTable('portals')
    .set({
      status: 'disconnected',
      access_sealed: null,
      refresh_sealed: null,
      access_expires_at: 0,
      updated_at: at,
      left_at: at,
    })
    .where('portal_id', '=', portal)
    .where('status', '=', 'connected')
    .where((row) =>
      'version' in grant
        ? row('token_version', '=', grant.version)
        : row('connected_at', '=', grant.connectedAt),
    )
    .returning('portal_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** A portal that comes back is read anew. */
async function dropOverview(transaction: Transaction<Tables>, portal: PortalId): Promise<void> {
  for (const table of [
    'overview_directions',
    'overview_labels',
    'overview_types',
    'overview_runs',
  ] as const) {
    await transaction.deleteFrom(table).where('portal_id', '=', portal).execute();
  }
}

const REFUSAL: Failure = { code: 'disconnected', message: LEFT };

/** What is applied ends; what was not applied never will be. */
async function endPlans(
  transaction: Transaction<Tables>,
  portal: PortalId,
  at: number,
): Promise<void> {
  await transaction
    .updateTable('plans')
    .set({ state: 'refused', refusal: storableJson(REFUSAL) })
    .where('portal_id', '=', portal)
    .where('state', 'in', ['planning', 'ready'])
    .execute();
  const ended = await transaction
    .updateTable('plans')
    .set({ state: 'done', finished_at: at, resumes_at: null })
    .where('portal_id', '=', portal)
    .where('state', 'in', ['queued', 'applying', 'paused'])
    .returning('plan_id')
    .execute();
  for (const { plan_id } of ended) await endItems(transaction, portal, plan_id, 'disconnected');
}

async function endScans(
  transaction: Transaction<Tables>,
  portal: PortalId,
  at: number,
): Promise<void> {
  await transaction
    .updateTable('scans')
    .set({ state: 'stopped', problem: LEFT, finished_at: at, resumes_at: null })
    .where('portal_id', '=', portal)
    .where('state', '=', 'reading')
    .execute();
  await transaction
    .updateTable('scans')
    .set({ records_deleted_at: at })
    .where('portal_id', '=', portal)
    .where('records_deleted_at', 'is', null)
    .execute();
  await transaction.deleteFrom('scan_records').where('portal_id', '=', portal).execute();
  const notDone = transaction
    .selectFrom('scans')
    .select('scan_id')
    .where('portal_id', '=', portal)
    .where('state', '<>', 'done');
  await transaction
    .deleteFrom('scan_counts')
    .where('portal_id', '=', portal)
    .where('scan_id', 'in', notDone)
    .execute();
}

async function withdrawCodes(
  transaction: Transaction<Tables>,
  portal: PortalId,
  at: number,
): Promise<void> {
  const codes = transaction.updateTable('setup_codes').where('portal_id', '=', portal);
  await codes
    .set({ withdrawn_at: at })
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', at)
    .execute();
  await codes.set({ code_sealed: null, document: null }).execute();
}

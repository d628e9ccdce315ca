// Entering a code in another portal than the one that made it, which uses it up.
import type { Transaction } from 'kysely';
import * as v from 'valibot';
import { failed, success, type Result } from '#domain/result.ts';
import type { OtherPortal } from '#domain/otherPortal.ts';
import type { CodeState } from '#domain/setup/code.ts';
import type { SetupDocument } from '#domain/setup/document.ts';
import { portalIdSchema, type PortalId, type UserId } from '../ids.ts';
import { describePortals, recordStep, sha256, stateOf, type CodeRow } from './setup-code-rows.ts';
import type { Tables } from './tables.ts';

export interface CodeEntry {
  /** The normalised code; null: what was typed cannot be one. */
  readonly code: string | null;
  readonly attemptId: string;
  readonly by: UserId;
  readonly at: number;
}

export interface CarriedSetup {
  readonly document: SetupDocument;
  readonly title: string | null;
  readonly madeAt: number;
  readonly from: OtherPortal;
}

export type CodeRefusal = 'unknown' | 'own_portal' | Exclude<CodeState, 'waiting'>;

/** Uses a code up and tells both histories. Run in a transaction: of two at once one wins. */
export async function enterCode(
  transaction: Transaction<Tables>,
  portal: PortalId,
  entry: CodeEntry,
): Promise<Result<CarriedSetup, CodeRefusal>> {
  if (entry.code === null) return failed('unknown');
  // The one query that names no portal: knowing a code is what lets one portal read of another.
  const row = await transaction
    .selectFrom('setup_codes')
    .selectAll()
    .where('code_hash', '=', sha256(entry.code))
    .forUpdate()
    .executeTakeFirst();
  if (!row) return failed('unknown');
  const document = documentFor(row, portal, entry);
  if (!document.ok) return document;
  const { title, limits } = row;
  const maker = v.parse(portalIdSchema, row.portal_id);
  const portals = await describePortals(transaction, [maker, portal]);
  if (row.used_at === null) {
    const { attemptId, by, at } = entry;
    await transaction
      .updateTable('setup_codes')
      .set({ used_at: at, used_by_portal: portal, used_attempt: attemptId, code_sealed: null })
      .where('code_hash', '=', row.code_hash)
      .execute();
    const used = { kind: 'code_used', title, limits, portal: portals(portal) } as const;
    const entered = { kind: 'code_entered', title, limits, portal: portals(maker) } as const;
    await recordStep(transaction, maker, at, null, used);
    await recordStep(transaction, portal, at, by, entered);
  }
  return success({
    document: document.value,
    title,
    madeAt: row.made_at,
    from: portals(maker),
  });
}

/** The setup, where this attempt may have it: the first time, or delivered once more. */
function documentFor(
  row: CodeRow,
  portal: PortalId,
  { attemptId, at }: CodeEntry,
): Result<SetupDocument, CodeRefusal> {
  const state = stateOf(row, at);
  const isRepeated = row.used_by_portal === portal && row.used_attempt === attemptId;
  if (state !== 'waiting' && !isRepeated) return failed(state);
  // A server whose clock is ahead has forgotten the setup already.
  if (row.document === null || row.expires_at <= at) return failed(isRepeated ? 'used' : 'expired');
  return row.portal_id === portal ? failed('own_portal') : success(row.document);
}

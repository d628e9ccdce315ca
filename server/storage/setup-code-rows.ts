// Rows of codes as the store's callers see them, and what every step of a code does.
import { createHash, randomUUID } from 'node:crypto';
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { HistoryEvent } from '#domain/historyEvent.ts';
import type { OtherPortal } from '#domain/otherPortal.ts';
import type { CodeState } from '#domain/setup/code.ts';
import type { PortalId, UserId } from '../ids.ts';
import type { Secret } from '../secret.ts';
import { recordEvent } from './history-events.ts';
import { unseal, type KeyRing } from './seal.ts';
import type { SetupCodesTable, Tables } from './tables.ts';

export interface StoredCode {
  readonly codeId: string;
  readonly state: CodeState;
  /** null: of no use any more. */
  readonly code: Secret | null;
  readonly title: string | null;
  readonly limits: number;
  readonly madeAt: number;
  readonly expiresAt: number;
  readonly usedBy: OtherPortal | null;
}

export type CodeRow = Selectable<SetupCodesTable>;

/** What a code is at a time. */
export function stateOf(row: CodeRow, at: number): CodeState {
  if (row.used_at !== null) return 'used';
  if (row.withdrawn_at !== null) return 'withdrawn';
  return row.expires_at <= at ? 'expired' : 'waiting';
}

export type DescribePortal = (portal: number) => OtherPortal;

/** Numbers and kinds of portals, which is all that one portal may know of another. */
export async function describePortals(
  db: Kysely<Tables>,
  portals: readonly number[],
): Promise<DescribePortal> {
  const rows =
    portals.length === 0
      ? []
      : await db
          .selectFrom('portals')
          .select(['portal_id', 'account_type'])
          .where('portal_id', 'in', portals)
          .execute();
  const types = new Map(rows.map((row) => [row.portal_id, row.account_type]));
  return (portal) => ({ id: String(portal), accountType: types.get(portal) ?? null });
}

/** A row as it may be told; the code itself only while it is waiting. */
export function storedCode(
  keys: KeyRing,
  row: CodeRow,
  at: number,
  portals: DescribePortal,
): StoredCode {
  const state = stateOf(row, at);
  const sealed = state === 'waiting' ? row.code_sealed : null;
  // A key that was rotated out of the ring takes the text with it; the code itself still works.
  const opened = sealed === null ? null : unseal(keys, purpose(row.portal_id, row.code_id), sealed);
  return {
    codeId: row.code_id,
    state,
    code: opened?.ok === true ? opened.value : null,
    title: row.title,
    limits: row.limits,
    madeAt: row.made_at,
    expiresAt: row.expires_at,
    usedBy: row.used_by_portal === null ? null : portals(row.used_by_portal),
  };
}

/** Bound to portal and code, so that a sealed code moved to another row does not open. */
export const purpose = (portal: number, codeId: string): string =>
  `setup code ${String(portal)} ${codeId}`;

/** Each step of a code happens once, under its row's lock, so its event gets an id of its own. */
export const recordStep = (
  transaction: Transaction<Tables>,
  portal: PortalId,
  at: number,
  by: UserId | null,
  event: HistoryEvent,
): Promise<void> => recordEvent(transaction, portal, { eventId: randomUUID(), at, by, event });

/** How codes are found and requests are compared. */
export const sha256 = (text: string): string =>
  createHash('sha256').update(text).digest('base64url');

// What an operator can do on the command line. Each command says what it did; `ok` is its exit.
import type { PortalId } from '../ids.ts';
import type { Database } from '../storage/database.ts';
import { createErasure } from '../storage/erase-portal.ts';
import { exportRows } from '../storage/export-rows.ts';
import { resealAll } from '../storage/reseal.ts';
import type { KeyRing } from '../storage/seal.ts';

export interface Done {
  readonly ok: boolean;
  readonly text: string;
}

/** Erases everything that is stored of a portal, connected or not. */
export async function erase({ db }: Database, portal: PortalId): Promise<Done> {
  const connected = await db
    .selectFrom('portals')
    .select('portal_id')
    .where('portal_id', '=', portal)
    .where('status', '=', 'connected')
    .executeTakeFirst();
  const erased = await createErasure(db).erase(portal);
  if (!erased) return { ok: true, text: `Nothing is stored of portal ${String(portal)}.` };
  const note = connected
    ? ' It was connected: the app is still among its connected apps in HubSpot, where an admin can remove it.'
    : '';
  return { ok: true, text: `Everything stored of portal ${String(portal)} is erased.${note}` };
}

/** Writes everything that is stored of a portal, as JSON without secrets. */
export async function exportPortal(
  { db }: Database,
  portal: PortalId,
  at: number,
  write: (text: string) => Promise<void>,
): Promise<Done> {
  const exportedAt = JSON.stringify(new Date(at).toISOString());
  await write(`{"portal": ${String(portal)}, "exportedAt": ${exportedAt}, "tables": `);
  await exportRows(db, portal, write);
  // What is left to say ends the document.
  return { ok: true, text: '}' };
}

/** Seals everything with the first key of the ring. */
export async function rotateKeys({ db }: Database, keys: KeyRing): Promise<Done> {
  const { resealed, unreadable } = await resealAll(db, keys);
  const done = `${String(resealed)} values were sealed anew with the first key.`;
  if (unreadable === 0) {
    return { ok: true, text: `${done} Nothing is sealed with another key: the others may go.` };
  }
  return {
    ok: false,
    text: `${done} ${String(unreadable)} cannot be opened with any key of TOKEN_ENCRYPTION_KEY: keep the old keys, add the missing one, and run this again.`,
  };
}

// Setups that a portal keeps under a name, and what the pinned one means in it. A write that
// changes nothing leaves no event, so a request that HubSpot delivers twice is told once.
import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import * as v from 'valibot';
import { typeKeyText } from '#domain/association.ts';
import type { HistoryEvent } from '#domain/historyEvent.ts';
import type { SetupDocument } from '#domain/setup/document.ts';
import { isSameName, MAX_KEPT_SETUPS } from '#domain/setup/kept.ts';
import type { PinnedLimit } from '#domain/requests/setup.ts';
import { userIdSchema, type PortalId, type UserId } from '../ids.ts';
import { recordEvent } from './history-events.ts';
import { inTurn, watch, watchesSame, type Turn } from './pinned-limits.ts';
import { storableJson, storableText } from './storable.ts';
import type { Tables } from './tables.ts';

export interface StoredSetup {
  readonly setupId: string;
  readonly name: string;
  readonly limits: number;
  readonly keptAt: number;
  readonly keptBy: UserId;
  readonly pinned: { readonly at: number; readonly limits: number } | null;
}

/** Who did it, and when. */
export interface Deed {
  readonly by: UserId;
  readonly at: number;
}

export interface NewSetup {
  readonly setupId: string;
  readonly name: string;
  readonly document: SetupDocument;
}

export interface KeptSetupStore {
  list(portal: PortalId): Promise<readonly StoredSetup[]>;
  find(
    portal: PortalId,
    setupId: string,
  ): Promise<(StoredSetup & { readonly document: SetupDocument }) | null>;
  /** Keeps a setup, or replaces the one of this id; another document is not pinned any more. */
  keep(portal: PortalId, setup: NewSetup, deed: Deed): Promise<'kept' | 'name_taken' | 'full'>;
  /** What is not there is forgotten already. */
  forget(portal: PortalId, setupId: string, deed: Deed): Promise<void>;
  /** Pins the document that was kept at `keptAt`, instead of what was pinned before. */
  pin(
    portal: PortalId,
    setupId: string,
    pin: { readonly keptAt: number; readonly limits: readonly PinnedLimit[] },
    deed: Deed,
  ): Promise<'pinned' | 'not_found' | 'changed'>;
  unpin(portal: PortalId, setupId: string, deed: Deed): Promise<'unpinned' | 'not_found'>;
}

/** Kept setups in the store's two tables. */
export function createKeptSetups(db: Kysely<Tables>): KeptSetupStore {
  return {
    async list(portal) {
      const rows = await summaries(db, portal).execute();
      return rows.map(storedSetup).toSorted((one, other) => one.name.localeCompare(other.name));
    },

    async find(portal, setupId) {
      const row = await summaries(db, portal)
        .select('k.document')
        .where('k.setup_id', '=', setupId)
        .executeTakeFirst();
      return row ? { ...storedSetup(row), document: row.document } : null;
    },

    keep: (portal, setup, deed) => inTurn(db, portal, (turn) => keep(turn, setup, deed)),

    forget: (portal, setupId, deed) =>
      inTurn(db, portal, async (turn) => {
        const gone = await turn.transaction
          .deleteFrom('kept_setups')
          .where('portal_id', '=', portal)
          .where('setup_id', '=', setupId)
          .returning(['name', 'limits'])
          .executeTakeFirst();
        if (gone) await record(turn, deed, { kind: 'setup_forgotten', ...gone });
      }),

    pin: (portal, setupId, pin, deed) =>
      inTurn(db, portal, async (turn) => {
        const found = await lookAt(turn, setupId);
        if (!found) return 'not_found';
        if (found.kept_at !== pin.keptAt) return 'changed';
        const watched = distinct(pin.limits);
        if (found.pinned_at !== null && (await watchesSame(turn, watched))) return 'pinned';
        await unpinOthers(turn, setupId, deed);
        await watch(turn, setupId, watched, deed.at);
        const limits = watched.length;
        await record(turn, deed, { kind: 'setup_pinned', name: found.name, limits });
        return 'pinned';
      }),

    unpin: (portal, setupId, deed) =>
      inTurn(db, portal, async (turn) => {
        const found = await lookAt(turn, setupId);
        if (!found) return 'not_found';
        if (found.pinned_at !== null) await unpin(turn, setupId, found, deed);
        return 'unpinned';
      }),
  };
}

const distinct = (limits: readonly PinnedLimit[]): readonly PinnedLimit[] => [
  ...new Map(limits.map((limit) => [typeKeyText(limit), limit])).values(),
];

async function keep(
  turn: Turn,
  { setupId, name, document }: NewSetup,
  deed: Deed,
): Promise<'kept' | 'name_taken' | 'full'> {
  const { transaction, portal } = turn;
  const title = storableText(name);
  const text = storableJson(document);
  const others = await transaction
    .selectFrom('kept_setups')
    .select('name')
    .where('portal_id', '=', portal)
    .where('setup_id', '<>', setupId)
    .execute();
  if (others.some((other) => isSameName(other.name, title))) return 'name_taken';
  const before = await lookAt(turn, setupId, text);
  if (!before && others.length >= MAX_KEPT_SETUPS) return 'full';
  if (before?.name === title && before.same) return 'kept';
  const limits = document.limits.length;
  // The time tells documents of one setup apart, so no two of them share it.
  const at = Math.max(deed.at, (before?.kept_at ?? 0) + 1);
  const kept = {
    ...{ name: title, document: text, limits },
    // A new name alone leaves the document, and so its pin, as they are.
    ...(before?.same === true ? {} : { kept_at: at, kept_by: deed.by }),
  };
  await transaction
    .insertInto('kept_setups')
    .values({
      ...{ portal_id: portal, setup_id: setupId, pinned_at: null },
      ...{ kept_at: at, kept_by: deed.by },
      ...kept,
    })
    .onConflict((conflict) => conflict.columns(['portal_id', 'setup_id']).doUpdateSet(kept))
    .execute();
  await record(turn, deed, { kind: 'setup_kept', name: title, limits });
  if (before && !before.same && before.pinned_at !== null) await unpin(turn, setupId, before, deed);
  return 'kept';
}

interface Kept {
  readonly name: string;
  readonly limits: number;
  readonly kept_at: number;
  readonly pinned_at: number | null;
  /** Whether its document says the same as `document`. */
  readonly same: boolean;
}

const lookAt = (
  { transaction, portal }: Turn,
  setupId: string,
  document = 'null',
): Promise<Kept | undefined> =>
  transaction
    .selectFrom('kept_setups')
    .select(['name', 'limits', 'kept_at', 'pinned_at'])
    .select(sql<boolean>`document = ${document}::jsonb`.as('same'))
    .where('portal_id', '=', portal)
    .where('setup_id', '=', setupId)
    .executeTakeFirst();

async function unpinOthers(turn: Turn, setupId: string, deed: Deed): Promise<void> {
  const pinned = await turn.transaction
    .selectFrom('kept_setups')
    .select(['setup_id', 'name', 'limits'])
    .where('portal_id', '=', turn.portal)
    .where('setup_id', '<>', setupId)
    .where('pinned_at', 'is not', null)
    .execute();
  for (const one of pinned) await unpin(turn, one.setup_id, one, deed);
}

async function unpin(
  turn: Turn,
  setupId: string,
  { name, limits }: Pick<Kept, 'name' | 'limits'>,
  deed: Deed,
): Promise<void> {
  await watch(turn, setupId, [], deed.at);
  await record(turn, deed, { kind: 'setup_unpinned', name, limits });
}

/** Only who changes something comes here, so every event is one of its own. */
const record = ({ transaction, portal }: Turn, deed: Deed, event: HistoryEvent): Promise<void> =>
  recordEvent(transaction, portal, { eventId: randomUUID(), ...deed, event });

const summaries = (db: Kysely<Tables>, portal: PortalId) =>
  db
    .selectFrom('kept_setups as k')
    .select(['k.setup_id', 'k.name', 'k.limits', 'k.kept_at', 'k.kept_by', 'k.pinned_at'])
    .select((count) =>
      count
        .selectFrom('pinned_limits as p')
        .select((rows) => rows.fn.countAll<number>().as('watched'))
        .whereRef('p.portal_id', '=', 'k.portal_id')
        .whereRef('p.setup_id', '=', 'k.setup_id')
        .as('watched'),
    )
    .where('k.portal_id', '=', portal);

interface SummaryRow {
  readonly setup_id: string;
  readonly name: string;
  readonly limits: number;
  readonly kept_at: number;
  readonly kept_by: number;
  readonly pinned_at: number | null;
  readonly watched: number | null;
}

const storedSetup = (row: SummaryRow): StoredSetup => ({
  setupId: row.setup_id,
  name: row.name,
  limits: row.limits,
  keptAt: row.kept_at,
  keptBy: v.parse(userIdSchema, row.kept_by),
  pinned: row.pinned_at === null ? null : { at: row.pinned_at, limits: row.watched ?? 0 },
});

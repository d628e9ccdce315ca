// Uninstalls in HubSpot are noticed by its journal, where the app may read it, and not only at the next
// refresh. The journal is a hint: a portal leaves when HubSpot calls its grant dead.
import type { Tokens } from '../hubspot/access.ts';
import { retryAfterMs, type HubSpotFailure } from '../hubspot/failure.ts';
import type { JournalEntry, UninstallJournal } from '../hubspot/uninstall-journal.ts';
import type { Log } from '../log.ts';
import type { JournalPositions } from '../storage/journal-positions.ts';
import type { Portals } from '../storage/portals.ts';

export interface WatchParts {
  readonly journal: UninstallJournal;
  readonly positions: JournalPositions;
  readonly portals: Pick<Portals, 'find'>;
  readonly tokens: Tokens;
  readonly log: Log;
}

const JOURNAL = 'uninstalls';
/** Bounds one look; what is left is read at the next. */
const MOST_READS = 50;

/** A look into the journal, to be made again and again. */
export function watchUninstalls(parts: WatchParts): () => Promise<void> {
  const state = { subscribed: false, told: false };
  const tell = (failure: HubSpotFailure): void => {
    const event = { event: 'uninstalls_not_watched', failure: failure.code };
    if (retryAfterMs(failure) !== null) parts.log.warn(event);
    // Most likely the scopes are not granted: the end of a grant is noticed without them too.
    else if (!state.told) parts.log.info(event);
    state.told ||= retryAfterMs(failure) === null;
  };
  return async () => {
    if (!state.subscribed) {
      const subscribed = await parts.journal.subscribe();
      if (!subscribed.ok) {
        tell(subscribed.failure);
        return;
      }
      state.subscribed = true;
    }
    for (let reads = 0; reads < MOST_READS; reads += 1) {
      const position = await parts.positions.find(JOURNAL);
      const entries = await readFrom(parts, position);
      if (!entries.ok) {
        tell(entries.failure);
        return;
      }
      if (entries.value.length === 0) return;
      for (const entry of entries.value) if (!(await lookAt(parts, entry))) return;
    }
  };
}

/** A position that HubSpot does not know any more is older than its journal: all of that is read. */
async function readFrom({ journal }: WatchParts, position: string | null) {
  const entries = await journal.read(position);
  const isLost = !entries.ok && entries.failure.code === 'refused' && position !== null;
  return isLost ? journal.read(null) : entries;
}

/** Asks for a new token of each connected portal; false: HubSpot did not say, so look again later. */
async function lookAt(parts: WatchParts, { position, portals }: JournalEntry): Promise<boolean> {
  for (const portal of portals) {
    const row = await parts.portals.find(portal);
    if (row?.status !== 'connected') continue;
    const token = await parts.tokens.accessToken(portal, row.tokenVersion);
    if (!token.ok && retryAfterMs(token.failure) !== null) return false;
  }
  await parts.positions.save(JOURNAL, position);
  return true;
}

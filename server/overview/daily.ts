// Once a day every connected portal is read, so that a change made elsewhere is noticed.
import type { Clock } from '../clock.ts';
import type { OverviewStore } from '../storage/overview.ts';
import type { Portals } from '../storage/portals.ts';
import type { RefreshQueue } from './refresh-port.ts';

export interface DailyParts {
  readonly portals: Pick<Portals, 'unreadSince'>;
  readonly overview: Pick<OverviewStore, 'begin' | 'stopAbandoned'>;
  readonly queue: Pick<RefreshQueue, 'enqueue'>;
  readonly clock: Clock;
}

const DAY_MS = 24 * 3_600_000;

const ABANDONED =
  'Reading this portal failed again and again, so it was ended. Read it once more; whoever runs Atmost finds the reason in its log.';

/**
 * Starts a reading of every connected portal of which none started for a day; says of how many. Run
 * twice at once it starts each once, because a portal has one reading at a time.
 */
export async function readDuePortals(parts: DailyParts): Promise<number> {
  const now = parts.clock.now();
  await parts.overview.stopAbandoned(ABANDONED, now);
  let begun = 0;
  for (const portal of await parts.portals.unreadSince(now - DAY_MS)) {
    const isNew = await parts.overview.begin(portal, now, (transaction) =>
      parts.queue.enqueue({ portal, nobodyWaits: true }, transaction),
    );
    if (isNew) begun += 1;
  }
  return begun;
}

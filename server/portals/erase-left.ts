// What is kept of a portal that left is erased after a stated number of days.
import { ERASED_AFTER_DAYS } from '#domain/leaving.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Erasure } from '../storage/erase-portal.ts';

export interface EraseLeftParts {
  readonly erasure: Pick<Erasure, 'leftBefore' | 'eraseIfLeftBefore' | 'sweepStrays'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

const KEPT_MS = ERASED_AFTER_DAYS * 24 * 3_600_000;

/** Erases the portals that left more than `ERASED_AFTER_DAYS` days ago, each in a step of its own. */
export async function eraseLeftPortals({ erasure, clock, log }: EraseLeftParts): Promise<void> {
  const time = clock.now() - KEPT_MS;
  for (const portal of await erasure.leftBefore(time)) {
    if (await erasure.eraseIfLeftBefore(portal, time)) log.info({ event: 'portal_erased', portal });
  }
  await erasure.sweepStrays();
}

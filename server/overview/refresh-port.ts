// What asking for a refresh needs of the job queue, whatever it is built on.
import type { Transaction } from 'kysely';
import type { PortalId } from '../ids.ts';
import type { Tables } from '../storage/tables.ts';

export interface RefreshJob {
  readonly portal: PortalId;
  /** The daily check asked for it: portals that somebody waits for come first. */
  readonly nobodyWaits?: boolean | undefined;
}

export interface RefreshQueue {
  /** Adds the job within the caller's transaction: no run is begun without its job. */
  enqueue(job: RefreshJob, transaction: Transaction<Tables>): Promise<void>;
  /** To be called after the transaction: this server then looks for the job at once. */
  wake(): void;
}

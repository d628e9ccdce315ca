// What asking for a large plan needs of the job queue, whatever it is built on.
import type { Transaction } from 'kysely';
import type { PortalId } from '../ids.ts';
import type { Tables } from '../storage/tables.ts';

export interface DraftJob {
  readonly portal: PortalId;
  readonly planId: string;
}

export interface DraftQueue {
  /** Adds the job within the caller's transaction: no plan is asked for without its job. */
  enqueue(job: DraftJob, transaction: Transaction<Tables>): Promise<void>;
  /** To be called after the transaction: this server then looks for the job at once. */
  wake(): void;
}

// What planning needs of the job queue, whatever it is built on.
import type { Transaction } from 'kysely';
import type { PortalId } from '../ids.ts';
import type { Tables } from '../storage/tables.ts';

export interface ApplyJob {
  readonly portal: PortalId;
  readonly planId: string;
}

export interface ApplyQueue {
  /** Adds the job within the caller's transaction: no plan is queued without its job. */
  enqueue(job: ApplyJob, transaction: Transaction<Tables>): Promise<void>;
  /** To be called after the transaction: this server then looks for the job at once. */
  wake(): void;
}

// What starting a scan needs of the job queue, whatever it is built on.
import type { Transaction } from 'kysely';
import type { PortalId } from '../ids.ts';
import type { Tables } from '../storage/tables.ts';

export interface ScanJob {
  readonly portal: PortalId;
  readonly scanId: string;
}

export interface ScanQueue {
  /** Adds the job within the caller's transaction: no scan is begun without its job. */
  enqueue(job: ScanJob, transaction: Transaction<Tables>): Promise<void>;
  /** To be called after the transaction: this server then looks for the job at once. */
  wake(): void;
}

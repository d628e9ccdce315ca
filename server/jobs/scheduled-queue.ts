// Work that pg-boss starts by the clock, once however many servers run.
import { atWork, type Boss } from './boss.ts';

/** Has `work` run at the times that `cron` (UTC) names; pg-boss must be running. */
export async function startScheduled(
  { boss, log }: Boss,
  queue: string,
  cron: string,
  work: () => Promise<void>,
): Promise<void> {
  // What fails is not repeated: the next run finds the same to do.
  await boss.createQueue(queue, { retryLimit: 0 });
  await boss.work(queue, () => atWork(log, queue, work));
  await boss.schedule(queue, cron);
}

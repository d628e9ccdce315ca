// What one scrape tells of the queue and the store: of this moment, and all of it.
import { expect, test } from 'vitest';
import { createMetrics, type QueueDepth } from '../../../server/observe/metrics.ts';

/** The series of one scrape that tell of jobs and of the store. */
async function scrape({ registry }: ReturnType<typeof createMetrics>): Promise<string[]> {
  const text = await registry.metrics();
  return text
    .split('\n')
    .filter((line) => /^atmost_(?:jobs|jobs_oldest_seconds|store_up)\b/.test(line));
}

const waiting = (oldestSeconds: number): QueueDepth => ({
  ...{ queue: 'apply', state: 'created', jobs: 2 },
  oldestSeconds,
});

test('each scrape tells jobs, their age and the store as they are now, by one look', async () => {
  const answers: (readonly QueueDepth[] | null)[] = [[waiting(400)], null, [waiting(7)]];
  const looks = { made: 0 };
  const metrics = createMetrics(async () => {
    const answer = answers[looks.made] ?? null;
    looks.made += 1;
    // The store answers later than the scrape goes on to the next metric.
    await new Promise((resolve) => setTimeout(resolve, 5));
    return answer;
  }, null);

  const told = (seconds: number): string[] => [
    'atmost_jobs{queue="apply",state="created"} 2',
    `atmost_jobs_oldest_seconds{queue="apply",state="created"} ${String(seconds)}`,
    'atmost_store_up 1',
  ];
  expect(await scrape(metrics)).toEqual(told(400));
  expect(await scrape(metrics)).toEqual(['atmost_store_up 0']);
  expect(await scrape(metrics)).toEqual(told(7));
  expect(looks.made).toBe(3);
});

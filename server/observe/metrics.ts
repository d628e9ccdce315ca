// What an operator can measure, in Prometheus' format. Labels have few values by construction: never
// a portal, a plan or a text, so that the number of series does not grow with the portals.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { createShare } from '../share.ts';

export type Metrics = ReturnType<typeof createMetrics>;

/** Jobs of one queue in one state at the moment of a scrape. */
export interface QueueDepth {
  readonly queue: string;
  readonly state: string;
  readonly jobs: number;
  /** Age of the oldest, seconds. */
  readonly oldestSeconds: number;
}

const SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/**
 * A registry of its own and everything that is counted in it. `queueDepths` is asked per scrape;
 * null: the store does not answer. So is `freeBytes`; null: the store is on no disk of ours.
 */
export function createMetrics(
  queueDepths: () => Promise<readonly QueueDepth[] | null>,
  freeBytes: (() => number) | null,
) {
  const registry = new Registry();
  const registers = [registry];
  if (freeBytes) {
    const free = new Gauge({
      name: 'atmost_store_free_bytes',
      help: 'Bytes that the embedded store’s disk has left; below 134,217,728 the store is not used.',
      registers,
      collect() {
        free.set(freeBytes());
      },
    });
  }
  const share = createShare<'depths', readonly QueueDepth[] | null>();
  /** One look for all that tell of it: a scrape collects them at once, and none waits for another. */
  const depthsNow = () => share('depths', queueDepths);
  const jobsWaiting = new Gauge({
    name: 'atmost_jobs',
    help: 'Jobs in the queue, by queue and state.',
    labelNames: ['queue', 'state'],
    registers,
    async collect() {
      const depths = await depthsNow();
      jobsWaiting.reset();
      for (const { queue, state, jobs } of depths ?? []) jobsWaiting.set({ queue, state }, jobs);
    },
  });
  const oldestJob = new Gauge({
    name: 'atmost_jobs_oldest_seconds',
    help: 'Age of the oldest job that could run by now, by queue and state.',
    labelNames: ['queue', 'state'],
    registers,
    async collect() {
      const depths = await depthsNow();
      oldestJob.reset();
      for (const { queue, state, oldestSeconds } of depths ?? []) {
        oldestJob.set({ queue, state }, oldestSeconds);
      }
    },
  });
  const storeUp = new Gauge({
    name: 'atmost_store_up',
    help: 'Whether the store answered at this scrape.',
    registers,
    async collect() {
      storeUp.set((await depthsNow()) === null ? 0 : 1);
    },
  });
  return {
    registry,
    requests: new Histogram({
      name: 'atmost_requests_seconds',
      help: 'Requests answered, by route and status.',
      labelNames: ['route', 'status'],
      buckets: SECONDS,
      registers,
    }),
    hubspotCalls: new Histogram({
      name: 'atmost_hubspot_calls_seconds',
      help: 'Calls to HubSpot, by path without ids and by what became of them.',
      labelNames: ['method', 'path', 'result'],
      buckets: SECONDS,
      registers,
    }),
    rateBudgetLeft: new Histogram({
      name: 'atmost_hubspot_rate_left_ratio',
      help: 'Part of a portal’s rate window that was left after a call, as HubSpot told it.',
      buckets: [0, 0.02, 0.05, 0.1, 0.25, 0.5, 0.75, 1],
      registers,
    }),
    rateWaits: new Histogram({
      name: 'atmost_hubspot_rate_wait_seconds',
      help: 'How long calls waited for their place in a portal’s rate budget.',
      buckets: SECONDS,
      registers,
    }),
    tokenRefreshes: new Counter({
      name: 'atmost_token_refreshes_total',
      help: 'Token refreshes, by result.',
      labelNames: ['result'],
      registers,
    }),
    jobRuns: new Histogram({
      name: 'atmost_job_runs_seconds',
      help: 'Runs of jobs, by queue and by how they ended.',
      labelNames: ['queue', 'end'],
      buckets: [0.1, 0.5, 1, 5, 15, 60, 300, 1_800],
      registers,
    }),
    outcomes: new Counter({
      name: 'atmost_limit_outcomes_total',
      help: 'Limits that were applied, by what became of them and why.',
      labelNames: ['outcome', 'reason'],
      registers,
    }),
  };
}

/** Adds what the process itself uses: memory, CPU, event loop, handles. Once per process. */
export function measureProcess(metrics: Metrics): void {
  collectDefaultMetrics({ register: metrics.registry });
}

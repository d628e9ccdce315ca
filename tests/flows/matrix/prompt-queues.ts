// The server's queues without pg-boss: jobs run when the test says so, one after the other, and what
// asks to pause is gone on with after that time has passed on the clock.
import type { JobEnd, PortalQueue } from '../../../server/jobs/portal-queue.ts';
import type { Queues } from '../../../server/composition/queues.ts';
import type { PortalId } from '../../../server/ids.ts';
import type { FastClock } from './fast-clock.ts';

export interface PromptQueues {
  readonly queues: Queues;
  /** Works until nothing is left to do, or a job has paused so often; returns whether one is left. */
  work(mostPauses: number): Promise<'idle' | 'paused'>;
  forget(): void;
}

/** Queues that only `work` works on. */
export function promptQueues(clock: FastClock): PromptQueues {
  const waiting: { readonly at: number; readonly run: () => Promise<JobEnd> }[] = [];
  const add = (run: () => Promise<JobEnd>, afterMs: number): void => {
    waiting.push({ run, at: clock.now() + afterMs });
  };

  const queue = <Job extends { readonly portal: PortalId }>(): PortalQueue<Job> => {
    let work: ((job: Job) => Promise<JobEnd>) | null = null;
    return {
      enqueue(job) {
        add(() => work?.(job) ?? Promise.resolve({ kind: 'done' }), 0);
        return Promise.resolve();
      },
      wake: () => undefined,
      start(given) {
        work = given;
        return Promise.resolve();
      },
    };
  };
  return {
    queues: {
      ...{ apply: queue(), draft: queue(), refresh: queue(), scan: queue() },
      daily: { start: () => Promise.resolve() },
      journal: { start: () => Promise.resolve() },
      open: () => Promise.resolve(),
      stop: () => Promise.resolve(),
    },
    async work(mostPauses) {
      let pauses = 0;
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        await clock.pass(Math.max(0, next.at - clock.now()));
        const end = await next.run();
        if (end.kind === 'done') continue;
        add(next.run, end.afterMs);
        pauses += 1;
        if (pauses >= mostPauses) return 'paused';
      }
      return 'idle';
    },
    forget() {
      waiting.length = 0;
    },
  };
}

// A megabyte of mistakes costs no more than the first of them: whoever counts them all needs a gigabyte
// and seconds, in which nobody else is answered.
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { MISTAKES } from './mistakes.ts';

/** Enough for a megabyte as text, as JSON and as values; V8's own smallest heap is some 20 of it. */
const MEMORY_MB = 64;

test.each(Object.keys(MISTAKES))(
  'a body full of mistakes of %s is refused in little memory',
  async (name) => {
    const worker = new Worker(new URL('./mistakes-worker.ts', import.meta.url), {
      workerData: name,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    const told = await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    expect(told).toMatch(/^“\w+(\[0\])?.*” .+\.$/);
  },
);

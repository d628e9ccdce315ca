// A process of its own that opens PGlite in the folder it is given and closes nothing. Whether it ends
// by itself, and how, is what the test looks at.
import { writeSync } from 'node:fs';
import { startPglite } from '../../server/storage/pglite.ts';

const say = (line: string): void => {
  writeSync(1, `${line}\n`);
};

/** A thread that opens, and ends at the first statement without having answered it. */
const ENDING = `
  import { parentPort } from 'node:worker_threads';
  parentPort.on('message', ({ id, asked }) => {
    if (asked.kind === 'open') parentPort.postMessage({ id, value: null });
    else process.exit(1);
  });`;

const [folder = '', task = ''] = process.argv.slice(2);
switch (task) {
  case 'idle':
    await startPglite(folder);
    say('idle');
    break;
  case 'asking': {
    const pglite = await startPglite(folder);
    // Nothing else keeps the process alive meanwhile.
    await pglite.query('select count(*) from generate_series(1, 1000000)');
    say('answered');
    break;
  }
  case 'ending': {
    const program = new URL(`data:text/javascript,${encodeURIComponent(ENDING)}`);
    const pglite = await startPglite(folder, program);
    await pglite.query('select 1');
    break;
  }
}

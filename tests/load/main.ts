// `npm run load`: 200 portals that all send what HubSpot lets them at once, and a noisy neighbour.
//   --minutes N    how long (2); 30 for a soak
//   --portals N    how many (200)
//   --publish      writes docs/load.md too, or docs/soak.md where it took half an hour or more
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { table } from '../bench/table.ts';
import { applyBesideNoise, type NoisyResult } from './noisy.ts';
import { AT_ONCE, loadWithReads, type LoadResult } from './reads.ts';
import { startLoadWorld } from './world.ts';

const NOISY_RUNS = 5;
const MOST_TIMES_SLOWER = 2;
const SOAK_MINUTES = 30;
const MORE_HANDLES = 8;
/** Of the second quarter's memory: what is more is growth. */
const MOST_GROWTH = 1.1;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '2' },
    portals: { type: 'string', default: '200' },
    publish: { type: 'boolean', default: false },
  },
});
const minutes = Number(values.minutes);
const portals = Number(values.portals);

const world = await startLoadWorld(portals);
let reads: LoadResult;
let noisy: NoisyResult;
let exit: number;
try {
  reads = await loadWithReads(world, minutes * 60);
  noisy = await applyBesideNoise(world, NOISY_RUNS);
} finally {
  exit = await world.close();
}

const number = (value: number): string => Math.round(value).toLocaleString('en');
const slower = noisy.besideMs / noisy.aloneMs;
const failures = [
  ...(reads.failed > 0 ? [`${number(reads.failed)} requests failed`] : []),
  ...(exit === 0 ? [] : [`the server ended with ${String(exit)}`]),
  ...(reads.after.handles > reads.before.handles + MORE_HANDLES ? ['handles grew'] : []),
  ...(reads.rssMb.late > reads.rssMb.early * MOST_GROWTH ? ['memory grew'] : []),
  ...(slower > MOST_TIMES_SLOWER ? ['a noisy portal slowed another too much'] : []),
];
const report = [
  `${String(portals)} portals, ${String(AT_ONCE)} requests at once each, for ${String(minutes)} minutes; one in eight writes. Server, emulated HubSpot and load share ${String(cpus().length)} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}, on the embedded store.`,
  '',
  table(
    ['What', 'Figure'],
    [
      ['Requests', `${number(reads.requests)} (${number(reads.perSecond)} a second)`],
      [
        'Failed, or unanswered in 15 s',
        `${number(reads.failed)}, of which unanswered ${number(reads.unanswered)}`,
      ],
      ['Time of an answer, half of them', `${number(reads.p50Ms)} ms`],
      ['Time of an answer, 99 of 100', `${number(reads.p99Ms)} ms`],
      ['Slowest', `${number(reads.maxMs)} ms`],
      [
        'Memory, second quarter → last quarter (most)',
        `${number(reads.rssMb.early)} → ${number(reads.rssMb.late)} (${number(reads.rssMb.most)}) MB`,
      ],
      [
        'Open files and sockets at rest, before → after',
        `${number(reads.before.handles)} → ${number(reads.after.handles)}`,
      ],
      [
        `Apply in one portal, alone → beside a scan of a million records and ${String(AT_ONCE)} requests at once (${number(noisy.flooded)} answered, ${number(noisy.stopped)} refused as too many a minute)`,
        `${number(noisy.aloneMs)} → ${number(noisy.besideMs)} ms (${slower.toFixed(2)} ×)`,
      ],
    ],
  ),
];
process.stdout.write(`${report.join('\n')}\n`);
if (values.publish) {
  const [title, file, command] =
    minutes < SOAK_MINUTES
      ? ['Load', 'docs/load.md', 'npm run load -- --publish']
      : ['Soak', 'docs/soak.md', `npm run load -- --publish --minutes ${String(minutes)}`];
  const text = [`# ${title}`, '', `Written by \`${command}\`.`, '', ...report, ''];
  writeFileSync(file, text.join('\n'));
}
if (failures.length > 0) {
  process.stderr.write(`Not good: ${failures.join('; ')}.\n`);
  process.exitCode = 1;
}

// `npm run bench`: our figures, the peer's and the bound, against one emulated portal in one run.
//   --runs N       measured runs of each (3)
//   --only NAME    one case: apply, scan, memory, read, growth, panel
//   --shrink N     a quick look that it works: everything so many times smaller
//   --publish      writes docs/speed.json, docs/speed.md and docs/pictures/speed.svg too
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { applyCase } from './cases/apply.ts';
import { growthCase } from './cases/growth.ts';
import { memoryCase } from './cases/memory.ts';
import { panelCase } from './cases/panel.ts';
import { readCase } from './cases/read.ts';
import { scanCase } from './cases/scan.ts';
import { publish } from './publish.ts';
import type { BenchCase, CaseResult, Report } from './report.ts';
import { tableLines } from './table.ts';
import { startPortal } from './world.ts';

const cases: readonly BenchCase[] = [
  applyCase,
  scanCase,
  memoryCase,
  readCase,
  growthCase,
  panelCase,
];

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    shrink: { type: 'string', default: '1' },
    only: { type: 'string' },
    publish: { type: 'boolean', default: false },
  },
});
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const runs = Number(values.runs);
const portal = await startPortal();
const results: CaseResult[] = [];
try {
  for (const one of cases.filter(({ name }) => values.only === undefined || name === values.only)) {
    say(`== ${one.name}`);
    results.push(await one.run({ portal, runs, shrink: Number(values.shrink), say }));
  }
} finally {
  await portal.close();
}

const report: Report = {
  at: new Date().toISOString(),
  machine: `${String(cpus().length)} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`,
  notes: [
    `Medians of ${String(runs)} runs, unless a case says otherwise; each says what warms it up before. Server, emulated HubSpot and load generator are processes of their own, except with the panel.`,
    'The emulated HubSpot takes 40 ms a call and 110 calls in any ten seconds of a portal. Where time runs faster, rate and latency do alike, and what our server takes counts that many times.',
    ...results.flatMap((result) => result.notes ?? []),
  ],
  figures: results.flatMap(({ figures }) => figures),
  growths: results.flatMap(({ growths }) => growths ?? []),
};
say('');
for (const line of tableLines(report)) say(line);
mkdirSync('test-results', { recursive: true });
writeFileSync('test-results/bench.json', `${JSON.stringify(report, null, 2)}\n`);
if (values.publish) publish(report);

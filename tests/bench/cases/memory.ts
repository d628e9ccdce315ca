// The most that a server process holds while it counts records: a tenth of them ten times, and all of
// them once. Both do the same work in a process that did nothing before, so that what V8 adds to a heap
// that is used for longer is in both, and what differs is the size of a scan.
import { readFileSync } from 'node:fs';
import { startPostgres } from '../postgres.ts';
import { atMost, type Bench, type BenchCase, type Figure } from '../report.ts';
import { amount } from '../table.ts';
import type { BenchServer } from '../world.ts';
import { fillRecords, RECORDS, scanOurs, TIME_SCALE } from './scan.ts';

const TIMES_MEMORY = 1.2;
const FEWER = 10;

export const memoryCase: BenchCase = {
  name: 'memory',
  async run(bench) {
    if (process.platform !== 'linux') {
      return {
        figures: [],
        notes: ['Memory is not measured: only Linux tells the peak of a process.'],
      };
    }
    await bench.portal.playUsual(TIME_SCALE);
    const embedded = await measure(bench, 'embedded', () => bench.portal.startServer());
    const postgres = await startPostgres();
    if (typeof postgres === 'string') {
      const why = `Memory on PostgreSQL is not measured: ${postgres}.`;
      return { figures: [embeddedFigure(embedded)], notes: [why] };
    }
    try {
      const onPostgres = await measure(bench, 'PostgreSQL', async () =>
        bench.portal.startServer(await postgres.newDatabase()),
      );
      return { figures: [embeddedFigure(embedded), postgresFigure(onPostgres)] };
    } finally {
      await postgres.close();
    }
  },
};

interface Peaks {
  readonly records: number;
  /** MB of the process that counted a tenth again and again, and of the one that counted all. */
  readonly few: Peak;
  readonly many: Peak;
}

interface Peak {
  readonly before: number;
  readonly after: number;
}

async function measure(
  { portal, shrink, say }: Bench,
  store: string,
  start: () => Promise<BenchServer>,
): Promise<Peaks> {
  const peakOf = async (records: number, times: number): Promise<Peak> => {
    await fillRecords(portal, records);
    const server = await start();
    const before = peakMegabytes(server.pid);
    for (let scan = 0; scan < times; scan += 1) await scanOurs(server, records);
    const after = peakMegabytes(server.pid);
    await server.close();
    return { before, after };
  };
  const records = RECORDS / shrink;
  const few = await peakOf(records / FEWER, FEWER);
  const many = await peakOf(records, 1);
  say(`memory, ${store}: ${few.after.toFixed(0)} and ${many.after.toFixed(0)} MB`);
  return { records, few, many };
}

const embeddedFigure = (peaks: Peaks): Figure =>
  figureOf(
    peaks,
    `Server's memory at its peak, scanning ${peaks.records.toLocaleString('en')} records`,
    'with the embedded store in it, which is most of it',
  );

const postgresFigure = (peaks: Peaks): Figure =>
  figureOf(
    peaks,
    "Server's memory at its peak on PostgreSQL",
    `on a PostgreSQL of its own, whose processes do not count, scanning ${peaks.records.toLocaleString('en')} records`,
  );

function figureOf({ few, many }: Peaks, name: string, where: string): Figure {
  return {
    name,
    unit: 'MB',
    better: 'lower',
    runs: 1,
    ours: many.after,
    peer: null,
    peerIs: null,
    bound: few.after,
    boundIs: 'the same for ten scans of a tenth of the records',
    aim: atMost(many.after, few.after, TIMES_MEMORY, 'that of ten scans of a tenth'),
    note: `Resident memory (VmHWM) of a server process ${where}. Two fresh processes that read as many records: one in ten scans of a tenth, one in a single scan. Before, they held up to ${amount(few.before, 'MB')} and ${amount(many.before, 'MB')}.`,
  };
}

/** Most that the process ever held. */
function peakMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  const kilobytes = /^VmHWM:\s+(\d+) kB$/mu.exec(status)?.[1];
  if (kilobytes === undefined) throw new Error('The system does not tell the peak of a process.');
  return Number(kilobytes) / 1_000;
}

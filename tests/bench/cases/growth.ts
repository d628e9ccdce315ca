// How the time grows from once to ten times the work. HubSpot limits nothing here: its rate, of which
// the first window is free, would hide how much of the time is ours.
import { grow } from '../grow.ts';
import type { BenchCase } from '../report.ts';
import { benchTypes } from '../seed.ts';
import { applyOurs, nextLimit } from './apply.ts';
import { growReads } from './growth-of-reads.ts';
import { fillRecords, scanOurs } from './scan.ts';

const DIRECTIONS = 10;
const RECORDS = 20_000;
const UNLIMITED = "without HubSpot's rate and latency";

export const growthCase: BenchCase = {
  name: 'growth',
  async run(bench) {
    const { portal } = bench;
    await portal.playUnlimited();
    const server = await portal.startServer();
    const apply = await grow(
      bench,
      { name: 'Apply', counted: 'limits', unit: 's', note: `Plan and apply, ${UNLIMITED}.` },
      'at equal work',
      async (times) => {
        const types = benchTypes(Math.max(1, (times * DIRECTIONS) / bench.shrink));
        return { size: types.length, taken: await applyOurs(server, types, nextLimit()) };
      },
    );
    const scan = await grow(
      bench,
      { name: 'Scan', counted: 'records', unit: 's', note: `One scan, ${UNLIMITED}.` },
      'at equal work',
      async (times) => {
        const records = (times * RECORDS) / bench.shrink;
        await fillRecords(portal, records);
        return { size: records, taken: await scanOurs(server, records) };
      },
    );
    await server.close();
    return { figures: [], growths: [apply, scan, ...(await growReads(bench))] };
  },
};

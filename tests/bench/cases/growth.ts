// How the time grows from once to ten times the work. HubSpot limits nothing here: its rate, of which
// the first window is free, would hide how much of the time is ours.
import { median, noWorseThanLinear, type Bench, type BenchCase, type Growth } from '../report.ts';
import { benchTypes } from '../seed.ts';
import { applyOurs, nextLimit } from './apply.ts';
import { fillRecords, scanOurs } from './scan.ts';

const TIMES = [1, 2, 5, 10] as const;
const DIRECTIONS = 10;
const RECORDS = 20_000;

export const growthCase: BenchCase = {
  name: 'growth',
  async run(bench) {
    const { portal } = bench;
    await portal.playUnlimited();
    const server = await portal.startServer();
    await applyOurs(server, benchTypes(1), nextLimit());
    const apply = await grow(bench, 'Apply limits', async (times) => {
      const types = benchTypes(Math.max(1, (times * DIRECTIONS) / bench.shrink));
      return { size: types.length, seconds: await applyOurs(server, types, nextLimit()) };
    });
    const scan = await grow(bench, 'Scan records', async (times) => {
      const records = (times * RECORDS) / bench.shrink;
      await fillRecords(portal, records);
      return { size: records, seconds: await scanOurs(server, records) };
    });
    await server.close();
    return { figures: [], growths: [apply, scan] };
  },
};

async function grow(
  { runs, say }: Bench,
  name: string,
  measure: (times: number) => Promise<{ readonly size: number; readonly seconds: number }>,
): Promise<Growth> {
  // All sizes in each run: a machine that wavers meets all of them alike.
  const sizes = TIMES.map((times) => ({ times, size: 0, seconds: [] as number[] }));
  for (let run = 0; run < runs; run += 1) {
    for (const one of sizes) {
      const measured = await measure(one.times);
      one.size = measured.size;
      one.seconds.push(measured.seconds);
    }
  }
  const points = sizes.map(({ times, size, seconds }) => {
    say(`growth: ${name} × ${String(times)}: ${median(seconds).toFixed(2)} s`);
    return { times, size: size.toLocaleString('en'), ours: median(seconds) };
  });
  return { name, unit: 's', points, aim: noWorseThanLinear(points) };
}

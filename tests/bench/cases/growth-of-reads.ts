// How the time of the overview's first page grows with the labels of the portal: where nothing is kept
// of it, and as everybody after the first gets it.
import { grow, type Times } from '../grow.ts';
import { median, type Bench, type Growth } from '../report.ts';
import { BENCH_PORTAL } from '../seed.ts';
import { sizedPortals, sizedSeed } from '../sized-portals.ts';
import { copyPortals, firstPageMs, readPortal } from '../snapshot.ts';
import { startPortal } from '../world.ts';

/** Nobody may have asked a portal before whose first read is measured: each is measured once. */
const FIRST_READS = 7;
const KEPT_READS = 200;

/** Both growths, in a server of their own with portals of once to ten times the labels. */
export async function growReads(bench: Bench): Promise<readonly Growth[]> {
  const hubspot = await startPortal(sizedSeed(bench.shrink));
  try {
    await hubspot.playUnlimited();
    const server = await hubspot.startServer();
    const portals = sizedPortals(bench.shrink);
    for (const { portalId } of portals) {
      if (portalId !== BENCH_PORTAL.portalId) await server.install(portalId);
      await readPortal(server.of(portalId));
    }
    const firstReads = Math.max(1, Math.round(FIRST_READS / bench.shrink));
    const keptReads = Math.max(2, Math.round(KEPT_READS / bench.shrink));
    const numbers = portals.map(({ portalId }) => portalId);
    const copies = await copyPortals(server, numbers, (bench.runs + 1) * firstReads);
    const sized = new Map(
      portals.map(({ times, labels }, index) => [
        times,
        { labels, fresh: [...(copies[index] ?? [])], kept: [] as number[] },
      ]),
    );
    const sizeOf = (times: Times) => {
      const size = sized.get(times);
      if (!size) throw new RangeError(`No portal is ${String(times)} times as large.`);
      return size;
    };
    const read = async (asked: readonly number[]): Promise<number> => {
      const taken: number[] = [];
      for (const portal of asked) taken.push(await firstPageMs(server, portal));
      return median(taken);
    };
    const what = "The overview's first page of 50 rows, signed, from the request to its last byte";
    const first = await grow(
      bench,
      {
        ...{ name: 'First signed read, nothing kept', counted: 'labels', unit: 'ms' },
        note: `${what}, in portals that nobody has asked before; the median of ${String(firstReads)} a run, one after the other.`,
      },
      'once',
      async (times) => {
        const { labels, fresh, kept } = sizeOf(times);
        const asked = fresh.splice(0, firstReads);
        kept.push(...asked);
        return { size: labels, taken: await read(asked) };
      },
    );
    const served = await grow(
      bench,
      {
        ...{ name: 'Signed read as served', counted: 'labels', unit: 'ms' },
        note: `${what}, as everybody after the first gets it: the server looks whether anything was written, and sends the bytes that it keeps. The median of ${String(keptReads)} a run, one after the other, of ${String((bench.runs + 1) * firstReads)} portals in turn.`,
      },
      'once',
      async (times) => {
        const { labels, kept } = sizeOf(times);
        const asked = Array.from({ length: keptReads }, (_, turn) => kept[turn % kept.length] ?? 0);
        return { size: labels, taken: await read(asked) };
      },
    );
    await server.close();
    return [served, first];
  } finally {
    await hubspot.close();
  }
}

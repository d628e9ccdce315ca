// A signed read answered from the snapshot: the overview's first page, against a bare Express route.
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../scripts/free-port.ts';
import { load, type Load } from '../load.ts';
import { atLeast, median, type BenchCase } from '../report.ts';
import { ended, runScript, untilAnswers } from '../../processes.ts';
import { BENCH_PORTAL } from '../seed.ts';
import { copyPortals, FIRST_PAGE, firstPageMs, readPortal } from '../snapshot.ts';
import type { BenchServer } from '../world.ts';

/** A run, and the slices that ours and the bare one have of it in turn: the machine's speed wavers. */
const SECONDS = 9;
const SLICES = 3;
/** Our server runs much more code than the bare one, and V8 has to compile it first. */
const WARM_UP_SECONDS = 20;
const PART_OF_BARE = 0.5;
/** A portal may ask 1,200 times a minute: so many together are not stopped by that on a fast machine. */
const PORTALS = 500;
const LIMIT_WINDOW_MS = 61_000;

export const readCase: BenchCase = {
  name: 'read',
  async run({ portal, runs, shrink, say }) {
    await portal.playUnlimited();
    const server = await portal.startServer();
    await readPortal(server);
    const own = BENCH_PORTAL.portalId;
    const more = Math.max(1, Math.round(PORTALS / shrink) - 1);
    const portals = [own, ...(await copyPortals(server, [own], more)).flat()];
    const page = await pageOf(server);
    const bare = await startBare(page);
    const slice = Math.max(1, Math.round(SECONDS / SLICES / shrink));
    const warmUp = Math.max(1, Math.round(WARM_UP_SECONDS / shrink));
    const ours: Load[] = [];
    const theirs: Load[] = [];
    const anew = await readAnew(server, portals);
    await loadOurs(server, portals, warmUp);
    await loadBare(bare, warmUp);
    for (let run = 0; run < runs; run += 1) {
      await sleep(LIMIT_WINDOW_MS);
      const [mine, bares]: [Load[], Load[]] = [[], []];
      for (let turn = 0; turn < SLICES; turn += 1) {
        mine.push(await loadOurs(server, portals, slice));
        bares.push(await loadBare(bare, slice));
      }
      ours.push(together(mine));
      theirs.push(together(bares));
      say(
        `read: ours ${JSON.stringify(ours.at(-1))}, bare Express ${JSON.stringify(theirs.at(-1))}`,
      );
    }
    await bare.close();
    await server.close();
    const rate = (loads: readonly Load[]): number =>
      median(loads.map(({ requestsPerSecond }) => requestsPerSecond));
    const p99 = (loads: readonly Load[]): number => median(loads.map(({ p99Ms }) => p99Ms));
    const compared = {
      runs,
      peerIs: 'a bare Express route that answers the same bytes',
      bound: null,
      boundIs: null,
    };
    const note = `The overview's first page (${(page.length / 1_000).toFixed(1)} kB) of 100 directions and 2,000 labels, asked for by ${String(portals.length)} portals in turn, every request signed and checked; ten connections; a run is ${String(SLICES)} × ${String(slice)} s of each, in turn, after ${String(warmUp)} s of each to warm up.`;
    return {
      figures: [
        {
          ...compared,
          name: 'Signed read from the snapshot',
          unit: 'requests/s',
          better: 'higher',
          ours: rate(ours),
          peer: rate(theirs),
          aim: atLeast(rate(ours), rate(theirs), PART_OF_BARE, 'bare Express'),
          note,
        },
        {
          ...compared,
          name: 'Signed read from the snapshot, 99 of 100 within',
          unit: 'ms',
          better: 'lower',
          ours: p99(ours),
          peer: p99(theirs),
          aim: null,
          note,
        },
        {
          ...compared,
          ...{ runs: 1, peer: null, peerIs: null },
          name: 'The same read where nothing is kept yet',
          unit: 'ms',
          better: 'lower',
          ours: median(anew),
          aim: null,
          note: `The first request of each of ${String(portals.length)} portals, one after the other; the median of them, in a server that has just started.`,
        },
      ],
    };
  },
};

/** The slices of a run as one: the mean rate, the worst of the slices' 99 of 100. */
const together = (slices: readonly Load[]): Load => ({
  requestsPerSecond:
    slices.reduce((sum, { requestsPerSecond }) => sum + requestsPerSecond, 0) / slices.length,
  p99Ms: Math.max(...slices.map(({ p99Ms }) => p99Ms)),
});

/** Signed anew for each run; HubSpot's signatures are good for five minutes. */
function loadOurs(server: BenchServer, portals: readonly number[], seconds: number): Promise<Load> {
  const requests = portals.map((portal) => {
    const { target, headers } = server.of(portal).sign(FIRST_PAGE);
    return { path: target, headers };
  });
  return load(server.url, requests, seconds);
}

const loadBare = ({ url }: { readonly url: string }, seconds: number): Promise<Load> =>
  load(url, [{ path: '/', headers: {} }], seconds);

/** Milliseconds of each portal's first page, which nobody has asked for before. */
async function readAnew(server: BenchServer, portals: readonly number[]): Promise<number[]> {
  const times: number[] = [];
  for (const portal of portals) times.push(await firstPageMs(server, portal));
  return times;
}

async function pageOf(server: BenchServer): Promise<string> {
  const { target, headers } = server.sign(FIRST_PAGE);
  return (await fetch(server.url + target, { headers })).text();
}

async function startBare(page: string): Promise<{ url: string; close(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'atmost-bare-'));
  const [bodyFile, logFile] = [join(folder, 'page.json'), join(folder, 'bare.log')];
  writeFileSync(bodyFile, page);
  const log = openSync(logFile, 'a');
  const port = String(await freePort(0));
  const child = runScript('tests/bench/bare-express.ts', log, { BODY_FILE: bodyFile, PORT: port });
  const url = `http://localhost:${port}/`;
  await untilAnswers(url, child, logFile);
  return {
    url,
    async close() {
      await ended(child, 'SIGTERM');
      closeSync(log);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

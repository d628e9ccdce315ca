// 200,000 records with 1.5 associations each, counted.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { leastSeconds, scanCalls } from '../bound.ts';
import { createPeer, PEER, type Peer } from '../peer.ts';
import { atMost, median, type Bench, type BenchCase } from '../report.ts';
import { BENCH_PORTAL, SCANNED } from '../seed.ts';
import type { BenchPortal, BenchServer } from '../world.ts';

/** At HubSpot's pace one scan takes more than three minutes. */
export const TIME_SCALE = 4;
const TIMES_BOUND = 1.1;
export const RECORDS = 200_000;
const COMPANIES = 50_000;
const ASSOCIATIONS_PER_RECORD = 1.5;
/** A tenth of the records warms up. */
const WARM_UP_PART = 10;

export const scanCase: BenchCase = {
  name: 'scan',
  async run(bench) {
    const { portal, runs, shrink } = bench;
    const records = RECORDS / shrink;
    const rate = await portal.playUsual(TIME_SCALE);
    const server = await portal.startServer();
    const peer = createPeer(portal.url, await portal.accessToken(server), TIME_SCALE);
    const fewer = records / WARM_UP_PART;
    await fillRecords(portal, fewer);
    await scanOurs(server, fewer);
    await peer.scan(SCANNED.from, SCANNED.to);
    await fillRecords(portal, records);
    const times = await measure(bench, server, peer, records);
    await server.close();
    const calls = scanCalls(records);
    const least = leastSeconds(calls.all, calls.inSequence, rate) * TIME_SCALE;
    const ours = median(times.ours) * TIME_SCALE;
    return {
      figures: [
        {
          name: `Scan ${records.toLocaleString('en')} records`,
          unit: 's',
          better: 'lower',
          runs,
          ours,
          peer: median(times.peers) * TIME_SCALE,
          peerIs: PEER,
          bound: least,
          boundIs: `${calls.all.toLocaleString('en')} calls (100 ids a page, associations of 1,000 records a call) at HubSpot's rate`,
          aim: {
            ...atMost(ours, least, TIMES_BOUND, 'the bound, no call refused'),
            ...(times.refused > 0 ? { met: false } : {}),
          },
          note: `${String(ASSOCIATIONS_PER_RECORD)} associations a record. ${times.calls.toLocaleString('en')} calls a run, ${String(times.refused)} refused as too many. A scan of ${fewer.toLocaleString('en')} records to warm up, by either side. Time ran ${String(TIME_SCALE)} times as fast; figures are at its usual pace.`,
        },
      ],
    };
  },
};

interface Measured {
  readonly ours: readonly number[];
  readonly peers: readonly number[];
  readonly calls: number;
  readonly refused: number;
}

async function measure(
  { portal, runs, say }: Bench,
  server: BenchServer,
  peer: Peer,
  records: number,
): Promise<Measured> {
  const rate = await portal.playUsual(TIME_SCALE);
  const ours: number[] = [];
  const peers: number[] = [];
  let [calls, refused] = [0, 0];
  for (let run = 0; run < runs; run += 1) {
    await portal.rest(rate);
    ours.push(await scanOurs(server, records));
    const counted = await portal.calls();
    calls = counted.total;
    refused += counted.refused;
    await portal.rest(rate);
    const begun = performance.now();
    await peer.scan(SCANNED.from, SCANNED.to);
    peers.push((performance.now() - begun) / 1_000);
    say(
      `scan: ours ${String(ours.at(-1)?.toFixed(2))} s, peer ${String(peers.at(-1)?.toFixed(2))} s`,
    );
  }
  return { ours, peers, calls, refused };
}

/** Contacts at companies, so many and associated by HubSpot's own type. */
export async function fillRecords(portal: BenchPortal, records: number): Promise<void> {
  const { portalId } = BENCH_PORTAL;
  const { from, to } = SCANNED;
  await portal.admin('PUT', '/records', { portalId, objectType: from, count: records });
  await portal.admin('PUT', '/records', { portalId, objectType: to, count: COMPANIES });
  await portal.admin('PUT', '/associations', {
    ...{ portalId, from, to },
    mean: ASSOCIATIONS_PER_RECORD,
  });
}

/** Seconds from asking for the scan until it is done. */
export async function scanOurs(server: BenchServer, records: number): Promise<number> {
  const path = `/api/scans/${randomUUID()}`;
  const begun = Date.now();
  let scan = await server.ask('startScan', 'PUT', path, SCANNED);
  while (scan.state === 'reading') {
    await sleep(500);
    scan = await server.ask('scan', 'GET', path);
  }
  if (scan.state !== 'done' || scan.read !== records || scan.unread !== 0) {
    throw new Error(`The scan is ${scan.state} after ${String(scan.read)} records.`);
  }
  return (Date.parse(scan.finishedAt ?? '') - begun) / 1_000;
}

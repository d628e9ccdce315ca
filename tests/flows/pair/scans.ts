// Scans one direction after the other at a pair of servers; each ends with a brute-force count.
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { distributionsOf, truthAt, type Distributions } from '../scan-truth.ts';
import type { ServerPair } from '../server-pair.ts';
import type { Who } from '../world.ts';
import { until } from './until.ts';

export interface Scanned {
  readonly from: string;
  readonly to: string;
  readonly records: number;
}

interface Truth extends Scanned {
  readonly distributions: Distributions;
}

/** Scans these by turns until `enough`; returns how many scans there were, each of them true. */
export async function keepScanning(
  pair: ServerPair,
  who: Who,
  turns: readonly Scanned[],
  enough: () => boolean,
): Promise<number> {
  const truths = await Promise.all(
    turns.map(async (one) => ({ ...one, distributions: await truthAt(pair.hubspot, who, one) })),
  );
  let scans = 0;
  for (; !enough(); scans += 1) {
    const truth = truths[scans % truths.length];
    if (truth) await scanOnce(pair, who, truth);
  }
  return scans;
}

async function scanOnce(pair: ServerPair, who: Who, truth: Truth): Promise<void> {
  const { from, to, records, distributions } = truth;
  const path = `/api/scans/${randomUUID()}`;
  await pair.ask('scan', who, 'PUT', path, { from, to });
  const scan = await until(
    () => pair.ask('scan', who, 'GET', path),
    ({ state }) => state !== 'reading',
  );
  expect(scan).toMatchObject({ state: 'done', read: records, total: records, unread: 0 });
  expect(distributionsOf(scan), `${from} to ${to}`).toEqual(distributions);
}

// What a person does with scans, as the tests about them share it.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Category } from '#domain/association.ts';
import type { Scan } from '#domain/scan.ts';
import { decodeAnswer, PRODUCTION, type Who, type World } from './world.ts';

export interface ScannedPair {
  readonly from: string;
  readonly to: string;
}

/** A direction of the emulated portal, counted record by record. */
export interface Truth {
  readonly records: number;
  /** Records by how many others they are associated with, whatever the type. */
  readonly recordsByCount: Readonly<Record<string, number>>;
  readonly types: readonly {
    readonly category: Category;
    readonly typeId: number;
    readonly label: string | null;
    readonly recordsByCount: Readonly<Record<string, number>>;
    /** Records with more than was asked about, those with the most first. */
    readonly above: readonly { readonly id: string; readonly count: number }[];
  }[];
}

const GIVE_UP_MS = 60_000;

export async function truthOf(
  world: World,
  { from, to }: ScannedPair,
  { above = 0, who = PRODUCTION }: { readonly above?: number; readonly who?: Who } = {},
): Promise<Truth> {
  const query = `portalId=${String(who.portalId)}&from=${from}&to=${to}&above=${String(above)}`;
  return (await world.hubspot.admin('GET', `/distribution?${query}`)) as Truth;
}

/** Starts a scan; answers with the one that there is. */
export async function startScan(
  world: World,
  { from, to }: ScannedPair,
  who: Who = PRODUCTION,
): Promise<Scan> {
  const path = `/api/scans/${randomUUID()}`;
  return decodeAnswer('scan', await world.send(who, 'PUT', path, { from, to }));
}

/** Looks at the scan until it is as wished. */
export async function untilScan(
  world: World,
  scanId: string,
  isEnough: (scan: Scan) => boolean,
  who: Who = PRODUCTION,
): Promise<Scan> {
  const giveUpAt = Date.now() + GIVE_UP_MS;
  for (;;) {
    const scan = await world.get('scan', `/api/scans/${scanId}`, who);
    if (isEnough(scan)) return scan;
    if (Date.now() > giveUpAt) throw new Error(`Not there: ${JSON.stringify(scan)}`);
    await sleep(20);
  }
}

export const hasEnded = (scan: Scan): boolean => scan.state !== 'reading';

/** Records by associations as a scan tells them. */
export const asDistribution = (
  recordsByCount: Readonly<Record<string, number>>,
): [number, number][] =>
  Object.entries(recordsByCount)
    .map(([associations, records]): [number, number] => [Number(associations), records])
    .filter(([associations]) => associations !== 0);

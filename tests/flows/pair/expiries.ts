// Lets a portal's tokens expire while both servers of a pair use them, and counts who asked for new
// ones: one refresh per expiry, whoever is killed.
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { expect } from 'vitest';
import { portalIdSchema } from '../../../server/ids.ts';
import { createPortals } from '../../../server/storage/portals.ts';
import type { ServerPair, Which } from '../server-pair.ts';
import type { Who } from '../world.ts';
import { isGrant, logged, type LogLine, type SeenCall } from './calls.ts';
import type { Kill } from './kills.ts';
import type { Tide } from './tide.ts';

/**
 * Longer than calls of both servers are apart where the budget is spent, so that both are refused
 * before the new token is there.
 */
const GRANT_MS = 500;
/** Between a server's hearing of a token and its keeping it. */
const KEPT_WITHIN_MS = 500;
/** Most that a grant is longer on its way than it takes, on a busy machine. */
const LATE_MS = 1_000;

/** HubSpot takes its time for every token from now on. */
export const slowGrants = (pair: ServerPair): Promise<void> =>
  pair.hubspot.fault({ kind: 'slow', ms: GRANT_MS }, { path: '^/oauth/' }, 1_000);

/**
 * Lets a portal's tokens expire until `enough`, each time after the last expiry was answered and while
 * people are at work and both servers serve. Returns the moments; the last is answered, too.
 */
export async function keepExpiring(
  pair: ServerPair,
  who: Who,
  random: () => number,
  tide: Tide,
  enough: () => boolean,
): Promise<readonly number[]> {
  const first = await tokenVersion(pair, who);
  const moments: number[] = [];
  const isAnswered = async () => (await tokenVersion(pair, who)) === first + moments.length;
  while (!enough()) {
    await sleep(50);
    if (!(await isAnswered())) continue;
    // A call that is refused twice in a row tells that the app was removed; no token dies that soon.
    await sleep(4_000 + random() * 1_000);
    await tide.untilBusy(enough);
    while (!enough() && !(pair.isServing(0) && pair.isServing(1))) await sleep(20);
    moments.push(Date.now());
    await pair.hubspot.admin('POST', '/tokens/expire', { portalId: who.portalId });
  }
  // Whoever asks now finds the last expiry, if nobody has yet.
  await pair.ask('direction', who, 'GET', '/api/directions/0-1/0-2');
  expect(await isAnswered()).toBe(true);
  return moments;
}

export interface Refreshes {
  /** Made again, because a server was killed before it could keep the token. */
  readonly lost: number;
  /** Expiries that both servers met before there was a new token. */
  readonly metByBoth: number;
}

/**
 * Exactly one refresh per expiry: each left one new token in the store, no second server heard of a
 * new token, and HubSpot granted no other but those whose server was killed before it could keep it.
 */
export function expectOneRefreshEach(
  pair: ServerPair,
  { portalId }: Who,
  moments: readonly number[],
  seen: readonly SeenCall[],
  kills: readonly Kill[],
): Refreshes {
  const both = [0, 1] as const;
  const refused = both.map((which) =>
    logged(pair, which, 'hubspot_call', portalId).filter(
      ({ failure }) => failure === 'unauthorized',
    ),
  );
  const heard = both.flatMap((which) =>
    logged(pair, which, 'token_refresh', portalId).map(({ time }) => ({ which, time })),
  );
  const grants = seen.filter((call) => isGrant(call) && call.portalId === portalId);
  const [killed, killedOf] = killsWithin(kills);
  let lost = 0;
  let metByBoth = 0;
  for (const [place, expiredAt] of moments.entries()) {
    const next = moments[place + 1] ?? Infinity;
    const isOfThis = (at: number): boolean => at >= expiredAt && at < next;
    const asked = grants.map(({ at }) => at).filter(isOfThis);
    const told = `Grants after an expiry: ${asked.map((at) => String(at - expiredAt)).join(', ')} ms`;
    expect(asked.length, told).toBeGreaterThan(0);
    const cutOff = asked.filter((at) => killed(at, GRANT_MS + LATE_MS));
    expect(asked.length - 1, told).toBeLessThanOrEqual(cutOff.length);
    const kept = heard.filter(({ time }) => isOfThis(time));
    const notKept = kept.filter(({ which, time }) => killedOf(which, time, KEPT_WITHIN_MS));
    expect(kept.length - notKept.length, told).toBeLessThanOrEqual(1);
    lost += asked.length - 1;
    const grantedAt = (asked.at(-1) ?? expiredAt) + GRANT_MS;
    const met = (calls: readonly LogLine[]): boolean =>
      calls.some(({ time }) => time >= expiredAt && time <= grantedAt);
    if (refused.every(met)) metByBoth += 1;
  }
  return { lost, metByBoth };
}

/** Whether any server, or this one, was killed so soon after a moment. */
function killsWithin(kills: readonly Kill[]) {
  const isSoon = (kill: Kill, at: number, withinMs: number): boolean =>
    kill.at >= at && kill.at <= at + withinMs;
  return [
    (at: number, withinMs: number) => kills.some((kill) => isSoon(kill, at, withinMs)),
    (which: Which, at: number, withinMs: number) =>
      kills.some((kill) => kill.which === which && isSoon(kill, at, withinMs)),
  ] as const;
}

async function tokenVersion(pair: ServerPair, { portalId }: Who): Promise<number> {
  const portal = v.parse(portalIdSchema, portalId);
  const row = await createPortals(pair.database.db).find(portal);
  if (!row) throw new Error('The portal is not installed.');
  return row.tokenVersion;
}

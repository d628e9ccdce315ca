// A short load: what `npm run load` does with 200 portals for minutes, with a few for seconds. It
// looks for failures and for what is left behind, never at times: the machine may be busy.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadWithReads } from './reads.ts';
import { startLoadWorld, type LoadWorld } from './world.ts';

const PORTALS = 10;
const SECONDS = 12;
/** Of the slowest machine at its busiest. */
const LEAST_REQUESTS = 200;
/** A listener, a file, a socket of a library: not one for each of 200 connections or requests. */
const MORE_HANDLES = 8;

let world: LoadWorld | null = null;
beforeAll(async () => {
  world = await startLoadWorld(PORTALS);
});
afterAll(async () => {
  await world?.close();
});

test.runIf(process.platform === 'linux')(
  'ten portals, 20 requests at once each: none fails, and nothing is left open',
  async () => {
    if (!world) throw new Error('The server did not start.');
    const result = await loadWithReads(world, SECONDS);
    expect(result.failed, world.logText().slice(-3_000)).toBe(0);
    expect(result.requests).toBeGreaterThan(LEAST_REQUESTS);
    expect(result.after.handles).toBeLessThanOrEqual(result.before.handles + MORE_HANDLES);
    const stopping = world;
    world = null;
    // An unhandled rejection would have ended the server with another code.
    expect(await stopping.close()).toBe(0);
  },
);

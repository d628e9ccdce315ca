// The server's clock beside HubSpot's: four minutes off works, more is named as the cause.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../server/clock.ts';
import { CLIENT_SECRET } from './emulator.ts';
import { signRequest } from './hubspot-request.ts';
import { decodeError, PRODUCTION, startWorld, type Answer, type World } from './world.ts';

let world: World;
let skewMs = 0;
beforeAll(async () => {
  world = await startWorld('small', {
    clock: { ...systemClock, now: () => Date.now() + skewMs },
  });
  await world.install();
});
afterAll(() => world.close());

const MINUTE = 60_000;

/** HubSpot signs by the right time, whatever the server's clock says. */
async function askSession(): Promise<Answer> {
  const signing = { publicBaseUrl: world.url, clientSecret: CLIENT_SECRET, ...PRODUCTION };
  const { target, headers } = signRequest(signing, 'GET', '/api/session', '');
  const response = await fetch(world.url + target, { headers });
  return { status: response.status, text: await response.text() };
}

test.for([-4 * MINUTE, 0, 4 * MINUTE])('a clock that is %i ms off works', async (off) => {
  skewMs = off;
  expect((await askSession()).status).toBe(200);
});

test.for([
  [7 * MINUTE, 'ahead of'],
  [-7 * MINUTE, 'behind'],
] as const)('a clock that is %i ms off is named as the cause, %s HubSpot', async ([off, way]) => {
  skewMs = off;
  // The request takes its time; a busy machine needs some seconds.
  const { code, message } = decodeError(await askSession());
  expect(code).toBe('stale_request');
  expect(message).toMatch(new RegExp(`clock is (7 min [0-2]?\\d|6 min [3-5]\\d) s ${way}`));
  expect(message).toContain('has to set its clock');
  expect(world.logLines.join('')).toContain('"event":"clock_differs"');
});

// Reading a whole portal, as “Read this portal” does.
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeAnswer, PRODUCTION, type World } from './world.ts';

/** Has the portal read and waits for the end, a minute at the most. */
export async function readPortal(world: World): Promise<void> {
  decodeAnswer('refreshOverview', await world.send(PRODUCTION, 'POST', '/api/overview/refresh'));
  for (let round = 0; round < 600; round += 1) {
    const { refresh } = await world.get('overview', '/api/overview');
    if (refresh?.state === 'done') return;
    await sleep(100);
  }
  throw new Error('The portal was not read in time.');
}

// What /readyz says of a server that works, and of one that stops.
import request from 'supertest';
import { expect, test } from 'vitest';
import { startWorld } from './world.ts';

test('a server is ready until it stops, and then says that it does', async () => {
  const world = await startWorld();
  const ready = await request(world.app).get('/readyz');
  expect([ready.status, ready.body]).toEqual([200, { status: 'ready' }]);
  await world.close();
  const stopping = await request(world.app).get('/readyz');
  expect(stopping.status).toBe(503);
  expect(stopping.body).toEqual({ status: 'not_ready', reason: 'stopping' });
});

// A kept count: as fresh as a counted one, and counted only after something was written.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { portalIdSchema } from '../../../server/ids.ts';
import { keepCount } from '../../../server/overview/kept-count.ts';

const [ONE, OTHER] = [v.parse(portalIdSchema, 1), v.parse(portalIdSchema, 2)];

function start() {
  const marks = new Map<number, string>();
  const world = { marks, counted: 0, now: 7, meanwhile: (): void => undefined };
  const count = keepCount({ of: (portal) => Promise.resolve(marks.get(portal) ?? null) }, () => {
    world.counted += 1;
    const counted = world.now;
    world.meanwhile();
    return Promise.resolve(counted);
  });
  return { world, count };
}

test('is counted once for each mark and portal', async () => {
  const { world, count } = start();
  world.marks.set(ONE, 'a').set(OTHER, 'a');
  expect([await count(ONE), await count(ONE), await count(OTHER)]).toEqual([7, 7, 7]);
  expect(world.counted).toBe(2);
  world.now = 8;
  world.marks.set(ONE, 'b');
  expect([await count(ONE), await count(ONE), await count(OTHER)]).toEqual([8, 8, 7]);
  expect(world.counted).toBe(3);
});

test('what is written during the count makes it old', async () => {
  const { world, count } = start();
  world.marks.set(ONE, 'a');
  world.meanwhile = () => {
    world.now = 9;
    world.marks.set(ONE, 'b');
  };
  expect(await count(ONE)).toBe(7);
  expect(await count(ONE)).toBe(9);
});

test('without marks nothing is kept', async () => {
  const { world, count } = start();
  await count(ONE);
  world.now = 0;
  expect(await count(ONE)).toBe(0);
  expect(world.counted).toBe(2);
});

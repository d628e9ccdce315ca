// A kept glance: as fresh as a new one, and taken anew only after something was written.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { portalIdSchema } from '../../../server/ids.ts';
import { keepGlance, type Glance } from '../../../server/overview/kept-glance.ts';

const [ONE, OTHER] = [v.parse(portalIdSchema, 1), v.parse(portalIdSchema, 2)];

const seven: Glance = { portalRead: true, changedOutside: 7 };
const eight: Glance = { portalRead: true, changedOutside: 8 };
const nothing: Glance = { portalRead: false, changedOutside: 0 };

function start() {
  const marks = new Map<number, string>();
  const world = { marks, looks: 0, now: seven, meanwhile: (): void => undefined };
  const glance = keepGlance({ of: (portal) => Promise.resolve(marks.get(portal) ?? null) }, () => {
    world.looks += 1;
    const seen = world.now;
    world.meanwhile();
    return Promise.resolve(seen);
  });
  return { world, glance };
}

test('one look for each mark and portal', async () => {
  const { world, glance } = start();
  world.marks.set(ONE, 'a').set(OTHER, 'a');
  expect([await glance(ONE), await glance(ONE), await glance(OTHER)]).toEqual([
    seven,
    seven,
    seven,
  ]);
  expect(world.looks).toBe(2);
  world.now = eight;
  world.marks.set(ONE, 'b');
  expect([await glance(ONE), await glance(ONE), await glance(OTHER)]).toEqual([
    eight,
    eight,
    seven,
  ]);
  expect(world.looks).toBe(3);
});

test('what is written during a look makes it old', async () => {
  const { world, glance } = start();
  world.marks.set(ONE, 'a');
  world.meanwhile = () => {
    world.now = eight;
    world.marks.set(ONE, 'b');
  };
  expect(await glance(ONE)).toBe(seven);
  expect(await glance(ONE)).toBe(eight);
});

test('without marks nothing is kept', async () => {
  const { world, glance } = start();
  await glance(ONE);
  world.now = nothing;
  expect(await glance(ONE)).toBe(nothing);
  expect(world.looks).toBe(2);
});

// Requests take turns: how many at once, in which order, and what a slow or failing one does to others.
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { createTurns } from '../../../server/http/turns.ts';
import { portalIdSchema } from '../../../server/ids.ts';

const FOREVER_MS = 2 ** 30;
const [NOISY, OTHER] = [v.parse(portalIdSchema, 42), v.parse(portalIdSchema, 43)];

test('no more are worked on than may be, in the order in which they came', async () => {
  const takeTurns = createTurns({ atOnce: 2, perPortal: 9, turnMs: FOREVER_MS });
  const begun: number[] = [];
  const gates = [0, 1, 2, 3].map(() => Promise.withResolvers<number>());
  const answers = gates.map((gate, index) =>
    takeTurns(OTHER, () => {
      begun.push(index);
      return gate.promise;
    }),
  );
  await setImmediate();
  expect(begun).toEqual([0, 1]);
  gates[1]?.resolve(11);
  expect(await answers[1]).toBe(11);
  await setImmediate();
  expect(begun).toEqual([0, 1, 2]);
  for (const [index, gate] of gates.entries()) gate.resolve(10 + index);
  expect(await Promise.all(answers)).toEqual([10, 11, 12, 13]);
});

test('one that waits for long gives its turn away, and is still answered', async () => {
  const takeTurns = createTurns({ atOnce: 1, perPortal: 9, turnMs: 5 });
  const gate = Promise.withResolvers<string>();
  const slow = takeTurns(OTHER, () => gate.promise);
  expect(await takeTurns(OTHER, () => Promise.resolve('quick'))).toBe('quick');
  gate.resolve('slow');
  expect(await slow).toBe('slow');
});

test('one that fails ends its turn, whenever it fails', async () => {
  const takeTurns = createTurns({ atOnce: 1, perPortal: 9, turnMs: 5 });
  await expect(takeTurns(OTHER, () => Promise.reject(new Error('at once')))).rejects.toThrow(
    'at once',
  );
  const late = takeTurns(OTHER, () => sleep(20).then(() => Promise.reject(new Error('late'))));
  const next = takeTurns(OTHER, () => Promise.resolve('next'));
  await expect(late).rejects.toThrow('late');
  expect(await next).toBe('next');
});

test('one portal leaves room for another, however much it asks for', async () => {
  const takeTurns = createTurns({ atOnce: 9, perPortal: 2, turnMs: FOREVER_MS });
  const gate = Promise.withResolvers<null>();
  let noise = 0;
  const flood = Array.from({ length: 20 }, () =>
    takeTurns(NOISY, () => {
      noise += 1;
      return gate.promise;
    }),
  );
  expect(await takeTurns(OTHER, () => Promise.resolve('other'))).toBe('other');
  await setImmediate();
  expect(noise).toBe(2);
  gate.resolve(null);
  await Promise.all(flood);
  expect(noise).toBe(20);
});

test('a portal that was quiet for a while has all of its turns again', async () => {
  const takeTurns = createTurns({ atOnce: 9, perPortal: 2, turnMs: FOREVER_MS });
  for (let round = 0; round < 3; round += 1) {
    const gate = Promise.withResolvers<null>();
    let begun = 0;
    const asked = [0, 1, 2].map(() =>
      takeTurns(OTHER, () => {
        begun += 1;
        return gate.promise;
      }),
    );
    await setImmediate();
    expect(begun).toBe(2);
    gate.resolve(null);
    await Promise.all(asked);
    await setImmediate();
  }
});

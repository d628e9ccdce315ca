// Requests take turns: how many at once, in which order, and what a slow or failing one does to others.
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createTurns } from '../../../server/http/turns.ts';

const FOREVER_MS = 2 ** 30;

const someRounds = async (): Promise<void> => {
  for (let round = 0; round < 5; round += 1) await setImmediate();
};

test('no more are worked on than may be, in the order in which they came', async () => {
  const takeTurns = createTurns(2, FOREVER_MS);
  const begun: number[] = [];
  const gates = [0, 1, 2, 3].map(() => Promise.withResolvers<number>());
  const answers = gates.map((gate, index) =>
    takeTurns(() => {
      begun.push(index);
      return gate.promise;
    }),
  );
  await someRounds();
  expect(begun).toEqual([0, 1]);
  gates[1]?.resolve(11);
  expect(await answers[1]).toBe(11);
  await someRounds();
  expect(begun).toEqual([0, 1, 2]);
  for (const [index, gate] of gates.entries()) gate.resolve(10 + index);
  expect(await Promise.all(answers)).toEqual([10, 11, 12, 13]);
});

test('one that waits for long gives its turn away, and is still answered', async () => {
  const takeTurns = createTurns(1, 5);
  const gate = Promise.withResolvers<string>();
  const slow = takeTurns(() => gate.promise);
  expect(await takeTurns(() => Promise.resolve('quick'))).toBe('quick');
  gate.resolve('slow');
  expect(await slow).toBe('slow');
});

test('one that fails ends its turn, whenever it fails', async () => {
  const takeTurns = createTurns(1, 5);
  await expect(takeTurns(() => Promise.reject(new Error('at once')))).rejects.toThrow('at once');
  const late = takeTurns(() => sleep(20).then(() => Promise.reject(new Error('late'))));
  const next = takeTurns(() => Promise.resolve('next'));
  await expect(late).rejects.toThrow('late');
  expect(await next).toBe('next');
});

test('the next begins when the one before has ended, or waits for the event loop', async () => {
  const takeTurns = createTurns();
  const gate = Promise.withResolvers<string>();
  const told: string[] = [];
  const steps = async (name: string): Promise<void> => {
    for (let step = 0; step < 50; step += 1) await Promise.resolve();
    told.push(name);
  };
  const answers = [
    takeTurns(() => steps('one')),
    takeTurns(() => steps('two').then(() => gate.promise)),
    takeTurns(() => steps('three')),
  ];
  told.push('asked');
  await answers[2];
  expect(told).toEqual(['asked', 'one', 'two', 'three']);
  gate.resolve('');
  await Promise.all(answers);
});

test('work that never leaves the round lets the event loop turn, and the order stays', async () => {
  const takeTurns = createTurns();
  let rounds = 0;
  let isOver = false;
  const count = (): void => {
    rounds += 1;
    if (!isOver) void setImmediate().then(count);
  };
  count();
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      takeTurns(() => {
        const begunAt = performance.now();
        while (performance.now() - begunAt < 2);
        return Promise.resolve([index, rounds] as const);
      }),
    ),
  );
  isOver = true;
  expect(answers.map(([index]) => index)).toEqual(Array.from({ length: 100 }, (_, index) => index));
  // Each takes longer than a round may: two may share one, where the round had just begun.
  expect(new Set(answers.map(([, round]) => round)).size).toBeGreaterThan(45);
});

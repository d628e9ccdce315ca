// Requests in turns: HubSpot takes 20 at once of one app.
import { expect, test } from 'vitest';
import { takeTurns } from '../../src/app/settings/data/turns.ts';

test('where the last is next, whoever waits longest waits on', async () => {
  const inTurn = takeTurns(2, 'last');
  const begun: number[] = [];
  await Promise.all(
    Array.from({ length: 6 }, (_, index) =>
      inTurn(() => {
        begun.push(index);
        return Promise.resolve();
      }),
    ),
  );
  expect(begun).toEqual([0, 1, 5, 4, 3, 2]);
});

test('never more than the most at once, all of them in the end, in order, failures included', async () => {
  const inTurn = takeTurns(3);
  const begun: number[] = [];
  let running = 0;
  let most = 0;
  const task = (index: number) => async (): Promise<number> => {
    begun.push(index);
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
    if (index % 4 === 0) throw new Error('lost');
    return index;
  };
  const ended = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) => inTurn(task(index))),
  );
  expect(begun).toEqual(Array.from({ length: 20 }, (_, index) => index));
  expect(most).toBe(3);
  expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(15);
  await expect(inTurn(task(21))).resolves.toBe(21);
});

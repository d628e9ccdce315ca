// Kept answers: only ever the asker's own portal's, as it is now, and never more than fits.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { failed, success } from '#domain/result.ts';
import type { RouteName } from '#domain/wire.ts';
import { portalIdSchema, userIdSchema } from '../../../server/ids.ts';
import { JsonBytes } from '../../../server/http/answers.ts';
import { createKeptAnswers } from '../../../server/http/kept-answers.ts';
import type { Asked, Handler } from '../../../server/http/signed-route.ts';

const [ANA, BEN] = [v.parse(userIdSchema, 1), v.parse(userIdSchema, 2)];

const ask = (portal: number, query: Asked<'overview'>['query'] = {}, user = ANA) => ({
  asker: { portal: v.parse(portalIdSchema, portal), user },
  path: {},
  query,
  body: null,
});
const askFrom = (portal: number, from: string): Asked<'blockers'> => ({
  ...ask(portal),
  path: { from },
});

/** Marks that tests set, and a handler that says how often it was asked. */
function start(mostBytes?: number) {
  const marks = new Map<number, string>();
  const world = { marks, made: 0, size: 10 };
  const keep = createKeptAnswers(
    { of: (portal) => Promise.resolve(marks.get(portal) ?? null) },
    mostBytes,
  );
  const handler = ({ asker }: Pick<Asked<RouteName>, 'asker'>) => {
    world.made += 1;
    const text = 'x'.repeat(world.size);
    return Promise.resolve(success({ portal: asker.portal, made: world.made, text }));
  };
  const kept = keep('overview', handler);
  const blockers = keep('blockers', handler);
  return { world, keep, kept, blockers };
}

/** What a request is told: what lies ready, else what the handler says in its turn. */
async function answerOf<Route extends RouteName, Answer>(
  handler: Handler<Route, Answer>,
  asked: Asked<Route>,
): Promise<unknown> {
  const answer = (await handler.ready?.(asked)) ?? (await handler(asked));
  if (!answer.ok) return answer.failure.code;
  if (!(answer.value instanceof JsonBytes)) return answer.value;
  const told: unknown = JSON.parse(answer.value.bytes.toString());
  return told;
}

test('the same question is answered once, for everybody of the portal', async () => {
  const { world, kept } = start();
  world.marks.set(1, 'a');
  const first = await answerOf(kept, ask(1));
  expect(first).toMatchObject({ portal: 1, made: 1 });
  expect(await answerOf(kept, ask(1, {}, BEN))).toEqual(first);
  expect(await answerOf(kept, ask(1, { page: '2' }))).toMatchObject({ made: 2 });
});

test('each path and each query has an answer of its own', async () => {
  const { world, kept, blockers } = start();
  world.marks.set(1, 'a');
  expect(await answerOf(blockers, askFrom(1, '0-1'))).toMatchObject({ made: 1 });
  expect(await answerOf(blockers, askFrom(1, '0-2'))).toMatchObject({ made: 2 });
  expect(await answerOf(blockers, askFrom(1, '0-1'))).toMatchObject({ made: 1 });
  expect(await answerOf(kept, ask(1, { page: '2' }))).toMatchObject({ made: 3 });
  expect(await answerOf(kept, ask(1, { page: '3' }))).toMatchObject({ made: 4 });
  expect(await answerOf(kept, ask(1, { page: '2' }))).toMatchObject({ made: 3 });
});

test('an answer lies ready once it was made, until something is written', async () => {
  const { world, kept } = start();
  const isReady = async () => (await kept.ready?.(ask(1))) !== null;
  expect(await isReady()).toBe(false);
  world.marks.set(1, 'a');
  expect(await isReady()).toBe(false);
  await kept(ask(1));
  expect(await isReady()).toBe(true);
  world.marks.set(1, 'b');
  expect(await isReady()).toBe(false);
  expect(world.made).toBe(1);
});

test('another mark is another answer, and the one before never comes back', async () => {
  const { world, kept } = start();
  for (const [mark, made] of [['a', 1] as const, ['b', 2] as const, ['a', 3] as const]) {
    world.marks.set(1, mark);
    expect(await answerOf(kept, ask(1))).toMatchObject({ made });
  }
});

test('no portal is told another’s answer, nor one route another’s, whatever the marks', async () => {
  const { world, keep, kept } = start();
  world.marks.set(1, 'same').set(2, 'same');
  expect(await answerOf(kept, ask(1))).toMatchObject({ portal: 1 });
  expect(await answerOf(kept, ask(2))).toMatchObject({ portal: 2 });
  const grid = keep('overviewGrid', () => Promise.resolve(success('grid')));
  expect(await answerOf(grid, ask(1))).toBe('grid');
});

test('without marks nothing is kept, nor is a failure', async () => {
  const { world, keep, kept } = start();
  expect(await answerOf(kept, ask(1))).toMatchObject({ made: 1 });
  expect(await answerOf(kept, ask(1))).toMatchObject({ made: 2 });
  world.marks.set(1, 'a');
  const answers = [failed({ code: 'not_found', message: 'No.' } as const), success('there')];
  const failing = keep('blockers', () => Promise.resolve(answers.shift() ?? success('later')));
  expect([
    await answerOf(failing, askFrom(1, '0-1')),
    await answerOf(failing, askFrom(1, '0-1')),
  ]).toEqual(['not_found', 'there']);
});

test('of many who ask at once one has it made; who asks after a change does not share it', async () => {
  const { world, keep } = start();
  world.marks.set(1, 'a');
  const waiting: (() => void)[] = [];
  let made = 0;
  const slow = keep('overview', async () => {
    made += 1;
    const mine = made;
    await new Promise<void>((resolve) => waiting.push(resolve));
    return success(mine);
  });
  const before = [answerOf(slow, ask(1)), answerOf(slow, ask(1))];
  await expect.poll(() => waiting.length).toBe(1);
  world.marks.set(1, 'b');
  const after = answerOf(slow, ask(1));
  await expect.poll(() => waiting.length).toBe(2);
  // The late one first: what was begun before the change must not take its place.
  waiting[1]?.();
  expect(await after).toBe(2);
  waiting[0]?.();
  expect(await Promise.all(before)).toEqual([1, 1]);
  const again = answerOf(slow, ask(1));
  await expect.poll(() => waiting.length).toBe(3);
  waiting[2]?.();
  expect(await again).toBe(3);
});

test('an error of the handler is nobody else’s answer', async () => {
  const { world, keep } = start();
  world.marks.set(1, 'a');
  const works = [
    () => Promise.reject(new Error('Broken.')),
    () => Promise.resolve(success('well')),
  ];
  const handler = keep('overview', () => (works.shift() ?? (() => Promise.resolve(success(''))))());
  await expect(answerOf(handler, ask(1))).rejects.toThrow('Broken.');
  expect(await answerOf(handler, ask(1))).toBe('well');
});

test('memory is bounded: the longest unused go, and what is too large is not kept', async () => {
  const { world, kept } = start(3_500);
  world.size = 1_000;
  const asked = (portal: number) => {
    world.marks.set(portal, 'a');
    return answerOf(kept, ask(portal));
  };
  for (const portal of [1, 2, 3]) await asked(portal);
  await asked(1);
  await asked(4);
  expect(world.made).toBe(4);
  // 2 was unused the longest.
  for (const portal of [1, 3, 4]) await asked(portal);
  expect(world.made).toBe(4);
  await asked(2);
  expect(world.made).toBe(5);
  world.size = 4_000;
  await asked(5);
  await asked(5);
  expect(world.made).toBe(7);
  // And took nobody's place.
  await asked(2);
  expect(world.made).toBe(7);
});

test('changes of one answer take no more room than the last of it', async () => {
  const { world, kept } = start(3_500);
  world.size = 1_000;
  world.marks.set(1, 'a').set(2, 'a');
  await answerOf(kept, ask(2));
  for (const mark of 'bcdefgh') {
    world.marks.set(1, mark);
    await answerOf(kept, ask(1));
  }
  expect(world.made).toBe(8);
  await answerOf(kept, ask(2));
  expect(world.made).toBe(8);
});

// Where the local portal and the tests' servers listen.
import { expect, test } from 'vitest';
import { freePort } from '../../scripts/free-port.ts';
import { takeAnyPort } from './any-port.ts';

test('a wish is granted while nobody listens there', async () => {
  const wished = await freePort(0);
  expect(await freePort(wished)).toBe(wished);
  const taken = await takeAnyPort();
  expect(await freePort(taken)).not.toBe(taken);
});

test('any free port is none that the system would give to an outgoing connection', async () => {
  const given = await Promise.all(Array.from({ length: 20 }, takeAnyPort));
  const found = await Promise.all(Array.from({ length: 20 }, () => freePort(0)));
  expect(Math.max(...found)).toBeLessThan(Math.min(...given));
});

test('a port that is promised to another is not given again, free as it is', async () => {
  const promised = await freePort(0);
  expect(await freePort(promised, [promised])).not.toBe(promised);
});

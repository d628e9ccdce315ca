// Where the local portal and the tests' servers listen.
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../scripts/free-port.ts';

/** Listens where the system likes, which is where outgoing connections get their ports too. */
async function takeAnyPort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

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

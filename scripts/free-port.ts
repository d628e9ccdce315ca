// A port that nobody listens on: the wished one if it is free, else any.
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below what systems give to outgoing connections (Linux from 32768, others from 49152), so that
 * none takes the port before its server listens, or while the server restarts.
 */
const FROM = 20_000;
const BELOW = 32_000;
const TRIES = 100;

/** Resolves to `wished` where it is free (0 asks for any free port), and never to one of `except`. */
export async function freePort(wished: number, except: readonly number[] = []): Promise<number> {
  const canHave = async (port: number): Promise<boolean> =>
    !except.includes(port) && (await isFree(port));
  if (wished !== 0 && (await canHave(wished))) return wished;
  for (let tried = 0; tried < TRIES; tried += 1) {
    const port = randomInt(FROM, BELOW);
    if (await canHave(port)) return port;
  }
  throw new Error(
    `No free port from ${String(FROM)} to ${String(BELOW)} in ${String(TRIES)} tries.`,
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      resolve(false);
    });
    probe.listen(port, () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}

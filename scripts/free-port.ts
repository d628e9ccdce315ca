// A port that nobody listens on: the wished one if it is free, else any.
import { createServer } from 'node:net';

/** Resolves to `wished` where it is free (0 asks for any free port). */
export async function freePort(wished: number): Promise<number> {
  return (await tryPort(wished)) ?? (await tryPort(0)) ?? wished;
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      resolve(null);
    });
    probe.listen(port, () => {
      const address = probe.address();
      const found = typeof address === 'object' && address ? address.port : port;
      probe.close(() => {
        resolve(found);
      });
    });
  });
}

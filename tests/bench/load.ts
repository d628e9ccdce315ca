// Requests as fast as they are answered, sent by autocannon in a process of its own.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const AUTOCANNON = fileURLToPath(
  new URL('../../node_modules/autocannon/autocannon.js', import.meta.url),
);
const CONNECTIONS = 10;

export interface Load {
  readonly requestsPerSecond: number;
  readonly p99Ms: number;
}

const resultSchema = z.looseObject({
  requests: z.looseObject({ average: z.number() }),
  latency: z.looseObject({ p99: z.number() }),
  non2xx: z.int(),
  errors: z.int(),
});

/** Sends the same GET for so many seconds; throws where any answer is no 200. */
export async function load(
  url: string,
  headers: Readonly<Record<string, string>>,
  seconds: number,
): Promise<Load> {
  const given = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}=${value}`]);
  const words = ['-j', '-n', '-c', String(CONNECTIONS), '-d', String(seconds), ...given, url];
  const child = spawn(process.execPath, [AUTOCANNON, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  await new Promise((resolve) => child.once('close', resolve));
  const { requests, latency, non2xx, errors } = resultSchema.parse(JSON.parse(text));
  if (non2xx + errors > 0) throw new Error(`${String(non2xx + errors)} of the requests failed.`);
  return { requestsPerSecond: requests.average, p99Ms: latency.p99 };
}

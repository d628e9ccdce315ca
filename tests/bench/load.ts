// Requests as fast as they are answered, sent by autocannon in a process of its own.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const PROCESS = fileURLToPath(new URL('load-process.ts', import.meta.url));
const CONNECTIONS = 10;

export interface Load {
  readonly requestsPerSecond: number;
  readonly p99Ms: number;
}

const requestSchema = z.object({ path: z.string(), headers: z.record(z.string(), z.string()) });
export type LoadRequest = z.infer<typeof requestSchema>;

/** What the process of its own is told. */
export const askedSchema = z.object({
  url: z.string(),
  connections: z.int(),
  seconds: z.number(),
  requests: z.array(requestSchema).min(1),
});

const resultSchema = z.looseObject({
  requests: z.looseObject({ average: z.number() }),
  latency: z.looseObject({ p99: z.number() }),
  non2xx: z.int(),
  errors: z.int(),
});

/** Sends these GETs again and again for so many seconds; throws where any answer is no 200. */
export async function load(
  url: string,
  requests: readonly LoadRequest[],
  seconds: number,
): Promise<Load> {
  const child = spawn(process.execPath, [PROCESS], { stdio: ['pipe', 'pipe', 'inherit'] });
  const asked = { url, connections: CONNECTIONS, seconds, requests: [...requests] };
  child.stdin.end(JSON.stringify(asked satisfies z.infer<typeof askedSchema>));
  const answer = resultSchema.parse(JSON.parse(await text(child.stdout)));
  const failures = answer.non2xx + answer.errors;
  if (failures > 0) throw new Error(`${String(failures)} of the requests failed.`);
  return { requestsPerSecond: answer.requests.average, p99Ms: answer.latency.p99 };
}

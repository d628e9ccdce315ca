// Requests as fast as they are answered, sent by autocannon in a process of its own.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';

const PROCESS = fileURLToPath(new URL('load-process.ts', import.meta.url));
const CONNECTIONS = 10;

export interface Load {
  readonly requestsPerSecond: number;
  readonly p99Ms: number;
}

const requestSchema = v.object({ path: v.string(), headers: v.record(v.string(), v.string()) });
export type LoadRequest = v.InferOutput<typeof requestSchema>;

/** What the process of its own is told. */
export const askedSchema = v.object({
  url: v.string(),
  connections: v.pipe(v.number(), v.safeInteger()),
  seconds: v.number(),
  requests: v.pipe(v.array(requestSchema), v.minLength(1)),
});

const resultSchema = v.looseObject({
  requests: v.looseObject({ average: v.number() }),
  latency: v.looseObject({ p99: v.number() }),
  non2xx: v.pipe(v.number(), v.safeInteger()),
  errors: v.pipe(v.number(), v.safeInteger()),
});

/** Sends these GETs again and again for so many seconds; throws where any answer is no 200. */
export async function load(
  url: string,
  requests: readonly LoadRequest[],
  seconds: number,
): Promise<Load> {
  const child = spawn(process.execPath, [PROCESS], { stdio: ['pipe', 'pipe', 'inherit'] });
  const asked = { url, connections: CONNECTIONS, seconds, requests: [...requests] };
  child.stdin.end(JSON.stringify(asked satisfies v.InferOutput<typeof askedSchema>));
  const answer = v.parse(resultSchema, JSON.parse(await text(child.stdout)));
  const failures = answer.non2xx + answer.errors;
  if (failures > 0) throw new Error(`${String(failures)} of the requests failed.`);
  return { requestsPerSecond: answer.requests.average, p99Ms: answer.latency.p99 };
}

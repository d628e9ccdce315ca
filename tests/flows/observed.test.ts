// What an operator sees: metrics that count what happened, traces that carry the plan, and neither
// a secret nor a portal in either.
import { createServer, type Server } from 'node:http';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as v from 'valibot';
import { createLog } from '../../server/log.ts';
import { serveMetrics } from '../../server/observe/metrics-server.ts';
import { startTraces, type Traces } from '../../server/observe/traces.ts';
import { change, CONSULTANT, startFrom } from './direction.ts';
import { PRODUCTION, startWorld, type World } from './world.ts';

const attribute = v.object({ key: v.string(), value: v.record(v.string(), v.unknown()) });
const spanSchema = v.object({
  name: v.string(),
  traceId: v.string(),
  attributes: v.array(attribute),
});
type Span = v.InferOutput<typeof spanSchema>;
const exportSchema = v.object({
  resourceSpans: v.array(
    v.object({ scopeSpans: v.array(v.object({ spans: v.array(spanSchema) })) }),
  ),
});

let world: World;
let metricsUrl: string;
let traces: Traces;
let planId: string;
const bodies: string[] = [];
const servers: Server[] = [];

beforeAll(async () => {
  const collector = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      bodies.push(Buffer.concat(chunks).toString('utf8'));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  }).listen(0);
  traces = startTraces(`http://localhost:${String(portOf(collector))}`);
  world = await startWorld();
  const log = createLog({ write: () => undefined });
  const metrics = serveMetrics({ host: '127.0.0.1', port: 0 }, world.metrics, log);
  servers.push(collector, metrics);
  await new Promise((resolve) => metrics.once('listening', resolve));
  metricsUrl = `http://127.0.0.1:${String(portOf(metrics))}/metrics`;
  await world.install();
  await startFrom(world, { [CONSULTANT]: 3 });
  const plan = await world.makePlan([change(CONSULTANT, 2)]);
  await world.hubspot.fault({ kind: 'status', status: 502 }, { method: 'POST', path: '/batch/' });
  await world.applied(plan.planId);
  planId = plan.planId;
  await fetch(`${world.url}/api/plans/${plan.planId}`);
  await fetch(`${world.url}/somewhere/strange`);
  // What waits to be sent is sent at the end.
  await traces.stop();
});
afterAll(async () => {
  for (const server of servers) server.close();
  await world.close();
});

const portOf = (server: Server): number => {
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('not listening');
  return address.port;
};

const scrape = async (): Promise<string> => (await fetch(metricsUrl)).text();

/** Sum of all series of a metric whose labels contain these texts. */
async function counted(name: string, ...labels: readonly string[]): Promise<number> {
  const lines = (await scrape()).split('\n').filter((line) => line.startsWith(`${name}{`));
  const wanted = lines.filter((line) => labels.every((label) => line.includes(label)));
  return wanted.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

const spans = (): readonly Span[] =>
  bodies.flatMap((body) =>
    v
      .parse(exportSchema, JSON.parse(body))
      .resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
  );
const told = (span: Span, key: string): unknown =>
  Object.values(span.attributes.find((one) => one.key === key)?.value ?? {})[0];

test('calls are counted by path without ids and by what became of them', async () => {
  const batch = 'path="/crm/associations/2026-03/definitions/configurations/:id/:id/batch/update"';
  expect(await counted('atmost_hubspot_calls_seconds_count', batch, 'result="unavailable"')).toBe(
    1,
  );
  expect(await counted('atmost_hubspot_calls_seconds_count', batch, 'result="ok"')).toBe(1);
});

test('outcomes, runs of jobs and requests are counted', async () => {
  expect(await counted('atmost_limit_outcomes_total', 'outcome="saved"')).toBeGreaterThanOrEqual(1);
  expect(await counted('atmost_job_runs_seconds_count', 'queue="apply"', 'end="done"')).toBe(1);
  const route = 'route="GET /api/plans/:planId"';
  expect(await counted('atmost_requests_seconds_count', route, 'status="401"')).toBe(1);
  expect(await counted('atmost_requests_seconds_count', 'route="none"', 'status="404"')).toBe(1);
});

test('a refresh is counted by its result', async () => {
  await world.hubspot.admin('POST', '/tokens/expire', { portalId: PRODUCTION.portalId });
  await world.get('direction', '/api/directions/0-1/0-2');
  expect(await counted('atmost_token_refreshes_total', 'result="ok"')).toBe(1);
});

test('the store that is up says so, and no series names a portal', async () => {
  const text = await scrape();
  expect(text).toMatch(/^atmost_store_up 1$/m);
  expect(text).toMatch(/^atmost_store_free_bytes [1-9]/m);
  expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
  expect(text).not.toContain(String(PRODUCTION.portalId));
});

test('only the metrics are served at their address', async () => {
  expect((await fetch(metricsUrl.replace('/metrics', '/'))).status).toBe(404);
  expect((await fetch(metricsUrl, { method: 'POST' })).status).toBe(404);
});

test('a plan is found in the traces: its request, its job, and the calls below the job', () => {
  const ofPlan = spans().filter((span) => told(span, 'atmost.plan') === planId);
  expect(ofPlan.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'PUT /api/plans/:planId',
      'POST /api/plans/:planId/apply',
      'job apply',
    ]),
  );
  const job = ofPlan.find(({ name }) => name === 'job apply');
  const below = spans().filter(
    (span) => span.traceId === job?.traceId && span.name.startsWith('HubSpot POST'),
  );
  expect(below.map((span) => told(span, 'http.response.status_code'))).toContain(502);
  expect(below.every((span) => String(told(span, 'hubspot.correlation_id')).length > 10)).toBe(
    true,
  );
});

test('a trace holds no token, no address of a person and no label', () => {
  const text = bodies.join('\n');
  for (const secret of ['Bearer', '@', 'Consultant', 'client_secret', '?']) {
    expect(text).not.toContain(secret);
  }
});

test('every metric that the page of alarms names exists', async () => {
  const named =
    readFileSync('docs/alarms.md', 'utf8').match(/\b(?:atmost|process)_[a-z_]+\b/g) ?? [];
  expect(named.length).toBeGreaterThan(15);
  const text = await scrape();
  const missing = named.filter(
    (name) => !text.includes(`\n# TYPE ${name.replace(/_(count|bucket|sum)$/, '')} `),
  );
  expect(missing).toEqual([]);
});

test('what an alarm rings at once for is told as none before, or its first time would be no increase', async () => {
  const page = readFileSync('docs/alarms.md', 'utf8');
  const atOnce = [...page.matchAll(/increase\((\w+)\{(\w+="\w+")\}\[\w+\]\) > 0`/g)];
  expect(atOnce.map(([, , label]) => label)).toEqual([
    ...['result="app_misconfigured"', 'end="failed"', 'outcome="unknown"'],
  ]);
  const lines = (await scrape()).split('\n');
  for (const [, name = '', label = ''] of atOnce) {
    const series = lines.filter((line) => line.startsWith(`${name}{`) && line.includes(label));
    expect(series.length, label).toBeGreaterThan(0);
    expect(series.every((line) => line.endsWith(' 0'))).toBe(true);
  }
});

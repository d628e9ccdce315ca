// One genuine request for every route. A route whose path and body need nothing of their own joins
// by itself; a new body does not compile before it has a sample here.
import { randomUUID } from 'node:crypto';
import type { requestBodies } from '#domain/requests/requests.ts';
import { routes, type RouteName } from '#domain/wire.ts';
import { change } from '../direction.ts';
import { decodeAnswer, PRODUCTION, type Answer, type World } from '../world.ts';
import type { Stage } from './stage.ts';

/** To be set, changed and cleared: a step each of create, update and purge. */
export const changes = [
  change('USER_DEFINED:31', 2),
  change('USER_DEFINED:33', 5),
  change('USER_DEFINED:35', null),
];

const document = {
  version: 1,
  limits: [{ from: 'contact', to: 'company', labelText: 'Label 33', limit: 2 }],
};

type Ids = Readonly<Record<string, string>>;

/** `ids` are those of `prepared`. */
const bodies: Record<keyof typeof requestBodies, (ids: Ids) => unknown> = {
  makePlan: () => ({ changes }),
  applyPlan: () => ({ note: 'Why' }),
  exportSetup: () => ({ types: ['0-1', '0-2', '2-7'] }),
  lookUpSetup: () => ({ pairs: [{ from: 'contact', to: 'company' }] }),
  startScan: () => ({ from: '0-1', to: '0-2' }),
  csvLink: () => ({ category: 'USER_DEFINED', typeId: 33, over: 1 }),
  judgeLimits: () => ({ limits: changes }),
  makeCode: () => ({ document }),
  enterCode: () => ({ code: '0000-0000-0000', attemptId: randomUUID() }),
  keepSetup: () => ({ name: randomUUID(), document }),
  pinSetup: () => ({ pinned: false }),
  disconnect: ({ connectedAt }) => ({ connectedAt, eraseNow: false, anyway: false }),
  keepDrift: () => ({ requestId: randomUUID(), limits: changes }),
};

const queries: Partial<Record<RouteName, string>> = {
  planChanges: '?since=0',
  recordsOver: '?category=USER_DEFINED&typeId=33&over=1',
};

const put = (world: World, path: string, body: unknown): Promise<Answer> =>
  world.send(PRODUCTION, 'PUT', path, body);

export async function madePlan({ world }: Stage): Promise<Ids> {
  return { planId: (await world.makePlan(changes)).planId };
}

export async function appliedPlan(stage: Stage): Promise<Ids> {
  const ids = await madePlan(stage);
  await stage.world.send(PRODUCTION, 'POST', `/api/plans/${ids['planId'] ?? ''}/apply`);
  await stage.jobs.work(1);
  return ids;
}

const scanned = async ({ world, jobs }: Stage, works: boolean): Promise<Ids> => {
  const scanId = randomUUID();
  decodeAnswer('scan', await put(world, `/api/scans/${scanId}`, bodies.startScan({})));
  if (works) await jobs.work(1);
  return { scanId };
};

const kept = async ({ world }: Stage): Promise<Ids> => {
  const setupId = randomUUID();
  await put(world, `/api/setups/${setupId}`, bodies.keepSetup({}));
  return { setupId };
};

/** What has to be there before the request makes sense. */
const prepared: Partial<Record<RouteName, (stage: Stage) => Promise<Ids>>> = {
  plan: madePlan,
  planChanges: madePlan,
  applyPlan: madePlan,
  history: appliedPlan,
  historyPlan: appliedPlan,
  blockers: async ({ world, jobs }) => {
    await world.send(PRODUCTION, 'POST', '/api/overview/refresh');
    await jobs.work(1);
    return {};
  },
  historyExport: appliedPlan,
  scan: (stage) => scanned(stage, true),
  cancelScan: (stage) => scanned(stage, false),
  resumeScan: (stage) => scanned(stage, false),
  recordsOver: (stage) => scanned(stage, true),
  csvLink: (stage) => scanned(stage, true),
  keptSetup: kept,
  pinSetup: kept,
  forgetSetup: kept,
  withdrawCode: async ({ world }) => {
    const codeId = randomUUID();
    await put(world, `/api/setup-codes/${codeId}`, bodies.makeCode({}));
    return { codeId };
  },
  disconnect: async ({ world }) => {
    const { connectedAt } = await world.get('session', '/api/session');
    return { connectedAt: connectedAt ?? '' };
  },
};

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** A request for the route, with all that it needs. */
export async function sampleOf(stage: Stage, name: RouteName): Promise<Request> {
  const ids: Ids = { from: '0-1', to: '0-2', ...(await prepared[name]?.(stage)) };
  const path = routes[name].path.replaceAll(
    /:(\w+)/g,
    (_whole, word: string) => ids[word] ?? randomUUID(),
  );
  const body = Object.entries(bodies).find(([route]) => route === name)?.[1](ids);
  return { method: routes[name].method, path: path + (queries[name] ?? ''), body };
}

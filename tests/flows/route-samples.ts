// A request for every route, made of things that the production portal has. A route without one does
// not compile.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RouteName } from '#domain/wire.ts';
import { change, CONSULTANT } from './direction.ts';
import { PRODUCTION, SANDBOX, type World } from './world.ts';

/** Ids of the production portal, as a neighbour may have come to know them. */
export interface Ids {
  readonly applied: string;
  readonly ready: string;
  /** A kept setup, a code that waits, and a scan. */
  readonly setup: string;
  readonly code: string;
  readonly scan: string;
  /** One of its custom objects. */
  readonly type: string;
}

export interface Sample {
  readonly path: string;
  readonly body?: unknown;
  /** The error that it gets; null: an answer about its own portal. */
  readonly code: string | null;
}

const denied = (path: string, body?: unknown, code = 'not_found'): Sample => ({ path, body, code });
/** For routes that name nothing, or that make something of the neighbour's own. */
const own = (path: string, body?: unknown): Sample => ({ path, body, code: null });

const changes = [change(CONSULTANT, 2)];
const document = {
  version: 1,
  limits: [{ from: 'contact', to: 'company', labelText: 'Consultant', limit: 2 }],
};
export const NOTE = 'Known to the production portal only';

/** For every route requests that it takes, by ids of the production portal. */
export const samples: Record<RouteName, (ids: Ids) => readonly Sample[]> = {
  opening: () => [own('/api/opening')],
  session: () => [own('/api/session')],
  rights: () => [own('/api/rights')],
  objectTypes: () => [own('/api/object-types')],
  direction: ({ type }) => [
    denied(`/api/directions/${type}/0-1`, undefined, 'unknown_object_type'),
    denied(`/api/directions/0-1/${type}`, undefined, 'unknown_object_type'),
  ],
  makePlan: ({ applied, ready }) => [
    denied(`/api/plans/${randomUUID()}`, { undoOf: applied }),
    // An id is one portal's: the neighbour gets a plan of its own, of its own limits.
    own(`/api/plans/${ready}`, {
      changes: [{ ...change('HUBSPOT_DEFINED:341', 9_000), from: '0-3', to: '0-2' }],
    }),
  ],
  plan: ({ applied }) => [denied(`/api/plans/${applied}`)],
  planChanges: ({ applied }) => [denied(`/api/plans/${applied}/changes?since=0`)],
  applyPlan: ({ applied }) => [denied(`/api/plans/${applied}/apply`, { note: 'Mine now' })],
  history: () => [own('/api/history'), own('/api/history?search=production')],
  historyPlan: ({ applied }) => [denied(`/api/history/${applied}`)],
  historyExport: ({ applied }) => [
    own('/api/history-export?search=production'),
    denied(`/api/history-export?planId=${applied}`),
  ],
  exportSetup: ({ type }) => [
    denied('/api/setup/export', { types: ['0-1', type] }, 'unknown_object_type'),
  ],
  lookUpSetup: () => [own('/api/setup/look-up', { pairs: [{ from: 'deal', to: 'company' }] })],
  overview: ({ type }) => [own('/api/overview'), own(`/api/overview?from=${type}`)],
  overviewGrid: () => [own('/api/overview/grid')],
  refreshOverview: () => [own('/api/overview/refresh')],
  blockers: ({ type }) => [denied(`/api/overview/blockers/${type}`)],
  presets: () => [own('/api/overview/presets')],
  setupCodes: () => [own('/api/setup-codes')],
  withdrawCode: ({ code }) => [denied(`/api/setup-codes/${code}/withdraw`)],
  enterCode: () => [
    denied(
      '/api/setup-code-entries',
      { code: '0000-0000-0000', attemptId: randomUUID() },
      'code_unknown',
    ),
  ],
  keptSetups: () => [own('/api/setups')],
  keptSetup: ({ setup }) => [denied(`/api/setups/${setup}`)],
  pinSetup: ({ setup }) => [
    denied(`/api/setups/${setup}/pin`, {
      ...{ pinned: true, keptAt: '2026-11-24T10:00:00.000Z' },
      limits: [{ ...change(CONSULTANT, 2), label: 'Consultant' }],
    }),
  ],
  forgetSetup: ({ setup }) => [own(`/api/setups/${setup}`)],
  scan: ({ scan }) => [denied(`/api/scans/${scan}`)],
  cancelScan: ({ scan }) => [denied(`/api/scans/${scan}/cancel`)],
  resumeScan: ({ scan }) => [denied(`/api/scans/${scan}/resume`)],
  recordsOver: ({ scan }) => [
    denied(`/api/scans/${scan}/records?category=USER_DEFINED&typeId=279&over=1`),
  ],
  csvLink: ({ scan }) => [
    denied(`/api/scans/${scan}/csv-link`, { category: 'USER_DEFINED', typeId: 279, over: 1 }),
  ],
  latestScan: () => [own('/api/directions/0-1/0-2/scan')],
  limitReport: ({ type }) => [
    own('/api/directions/0-1/0-2/limit-report'),
    denied(`/api/directions/${type}/0-1/limit-report`, undefined, 'hubspot_refused'),
  ],
  judgeLimits: () => [own('/api/scan-judgements', { limits: changes })],
  drift: () => [own('/api/overview/drift')],
  keepDrift: () => [own('/api/overview/drift/keep', { requestId: randomUUID(), limits: changes })],
  // An id is one portal's: from here on the neighbour has things of its own under the same ids.
  makeCode: ({ code }) => [own(`/api/setup-codes/${code}`, { document })],
  startScan: ({ scan }) => [own(`/api/scans/${scan}`, { from: '0-3', to: '0-2' })],
  // It knows no connection of this portal, and this one is not its own either.
  disconnect: () => [
    denied('/api/disconnect', {
      ...{ connectedAt: '2026-11-24T10:00:00.000Z', eraseNow: true, anyway: true },
    }),
  ],
  keepSetup: ({ setup }) => [own(`/api/setups/${setup}`, { name: 'Mine', document })],
};

/** Plans, history and overview: something of everything that a neighbour could reach for. */
export async function fillProduction(world: World): Promise<Ids> {
  const applied = randomUUID();
  const ready = randomUUID();
  await world.makePlan(changes, applied);
  await world.send(PRODUCTION, 'POST', `/api/plans/${applied}/apply`, { note: NOTE });
  await world.untilDone(applied);
  await world.makePlan([change(CONSULTANT, 1)], ready);
  await world.send(PRODUCTION, 'POST', '/api/overview/refresh');
  await untilRead(world);
  const [setup, code, scan] = [randomUUID(), randomUUID(), randomUUID()];
  await world.send(PRODUCTION, 'PUT', `/api/setups/${setup}`, { name: NOTE, document });
  await world.send(PRODUCTION, 'PUT', `/api/setup-codes/${code}`, { document, title: NOTE });
  await world.send(PRODUCTION, 'PUT', `/api/scans/${scan}`, { from: '0-1', to: '0-2' });
  await untilScanned(world, scan);
  const { objectTypes } = await world.get('objectTypes', '/api/object-types');
  const theirs = await world.get('objectTypes', '/api/object-types', SANDBOX);
  const type = objectTypes.find(({ id }) => theirs.objectTypes.every((one) => one.id !== id));
  if (!type) throw new Error('Both portals have the same object types.');
  return { applied, ready, setup, code, scan, type: type.id };
}

export async function untilRead(world: World): Promise<void> {
  for (let round = 0; round < 600; round += 1) {
    const { refresh } = await world.get('overview', '/api/overview');
    if (refresh?.state === 'done') return;
    await sleep(50);
  }
  throw new Error('The overview was not read in time.');
}

export async function untilScanned(world: World, scanId: string): Promise<void> {
  for (let round = 0; round < 600; round += 1) {
    if ((await world.get('scan', `/api/scans/${scanId}`)).state === 'done') return;
    await sleep(50);
  }
  throw new Error('The records were not counted in time.');
}

// A small server behind hubspot.fetch, typed by the shared schemas, that keeps limits in memory.
// It stands where HubSpot's proxy stands: at `self.hsFetch`, the boundary of the platform.
import * as v from 'valibot';
import { directionText, typeKeyText, type Direction } from '#domain/association.ts';
import { sayFailure } from '#domain/failureWords.ts';
import { HISTORY_PAGE, type HistoryEventEntry, type HistoryPlanEntry } from '#domain/history.ts';
import { countOutcomes, type Outcome } from '#domain/outcome.ts';
import type { Drift } from '#domain/drift.ts';
import type { Blockers, Overview, OverviewGrid } from '#domain/overview.ts';
import type { Presets } from '#domain/presets.ts';
import { planChanges, type PlanItem } from '#domain/plan.ts';
import { planUndo } from '#domain/undo.ts';
import type { KeptDocument } from '#domain/setup/kept.ts';
import { csvHeader, csvLines } from '../../server/limits/history-csv.ts';
import { judgeIn, latestIn, noScan, startScanIn, type ScanState } from './scan-backend.ts';
import {
  enterCode,
  listCodes,
  makeCode,
  noCodes,
  withdrawCode,
  type Codes,
} from './code-backend.ts';
import { forgetSetup, keepSetup, keptList, pinSetup } from './kept-backend.ts';
import { disconnectIn } from './leaving-backend.ts';
import { keepIn, noDrift } from './drift-backend.ts';
import { presetsIn } from './presets-backend.ts';
import { exportFrom, lookUpIn } from './setup-backend.ts';
import {
  planChangesSchema,
  routes,
  type ErrorBody,
  type Failure,
  type ObjectTypes,
  type PlanState,
  type PlanView,
  type Rights,
  type RouteName,
  type Session,
} from '#domain/wire.ts';
import { applyRequestSchema, makePlanRequestSchema } from '#domain/requests/plan.ts';

export interface Call {
  readonly route: RouteName;
  readonly url: URL;
  readonly values: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly timeout: number | undefined;
}

type Item = PlanView['items'][number];
export type Answering = () => Promise<Response>;

export interface TestBackend {
  readonly calls: Call[];
  session: Session;
  rights: Rights;
  objectTypes: ObjectTypes;
  readonly directions: Map<string, Direction>;
  readonly plans: Map<string, PlanView>;
  /** What happened beside plans; newer than all of them. */
  readonly events: HistoryEventEntry[];
  readonly codes: Codes;
  readonly kept: Map<string, KeptDocument>;
  overview: Overview;
  grid: OverviewGrid;
  blockers: Blockers | null;
  scanning: ScanState;
  drift: Drift;
  unknownPresets: Presets['unknown'];
  /** What becomes of each item once a plan runs; saved unless a test says otherwise. */
  verdict: (item: Item) => Outcome;
  /** States that a plan goes through, one per poll; then it is done. */
  stations: { state: PlanState; resumesAt?: string; outcomes?: (item: Item) => Outcome }[];
  /** Answers given instead of the real one, oldest first. */
  failNext: (route: RouteName, ...answers: Answering[]) => void;
  /** The next answer of a route is made at once, and told when the returned function is called. */
  holdNext: (route: RouteName) => () => void;
  callsOf: (route: RouteName) => Call[];
  /** What answers in the place of HubSpot's proxy. */
  readonly fetch: Fetch;
}

export type Fetch = (url: string, options?: FetchOptions) => Promise<Response>;

export const json = (status: number, body: unknown): Answering => {
  return () => Promise.resolve(new Response(JSON.stringify(body), { status }));
};

export const refusal = (status: number, failure: Failure): Answering =>
  json(status, { error: sayFailure(failure) } satisfies ErrorBody);

export const lost: Answering = () => Promise.reject(new Error('Request timed out'));

const reading: NonNullable<Overview['refresh']> = {
  state: 'reading',
  startedAt: '2026-11-23T12:00:00.000Z',
  finishedAt: null,
  read: 3,
  total: 9,
  problem: null,
  notes: [],
};

/** The overview of a portal that nobody has read. */
export const neverRead: Overview = {
  refresh: null,
  oldestReadAt: null,
  counts: { directions: 0, labels: 0, limits: 0, unread: 0, notAllowed: 0, failed: 0, changed: 0 },
  objectTypes: [],
  page: 1,
  pageCount: 1,
  total: 0,
  rows: [],
};

const ME = 'ada@example.com';
const NOON = '2026-11-23T12:00:00.000Z';

const saved = ({ action, before, after }: Item): Outcome =>
  action === 'none' ? { kind: 'unchanged', limit: after } : { kind: 'saved', before, after };

export function makeBackend(
  seed: Pick<TestBackend, 'session' | 'rights' | 'objectTypes'> & {
    directions: readonly Direction[];
  },
): TestBackend {
  const failing = new Map<RouteName, Answering[]>();
  const held = new Map<RouteName, Promise<undefined>>();
  const backend: TestBackend = {
    calls: [],
    session: seed.session,
    rights: seed.rights,
    objectTypes: seed.objectTypes,
    directions: new Map(
      seed.directions.map((one) => [directionText({ from: one.from.id, to: one.to.id }), one]),
    ),
    plans: new Map(),
    events: [],
    codes: noCodes(),
    kept: new Map(),
    overview: neverRead,
    grid: { objectTypes: [], cells: [] },
    blockers: null,
    scanning: { ...noScan },
    drift: noDrift,
    unknownPresets: [],
    verdict: saved,
    stations: [],
    failNext: (route, ...answers) => {
      failing.set(route, [...(failing.get(route) ?? []), ...answers]);
    },
    holdNext: (route) => {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      held.set(route, promise);
      return () => {
        resolve(undefined);
      };
    },
    callsOf: (route) => backend.calls.filter((call) => call.route === route),
    fetch: (url, options = {}) => {
      const call = readCall(url, options);
      backend.calls.push(call);
      const answer = failing.get(call.route)?.shift() ?? answers[call.route](backend, call);
      const late = held.get(call.route);
      held.delete(call.route);
      return late ? late.then(answer) : answer();
    },
  };
  Object.assign(globalThis, { self: globalThis, hsFetch: backend.fetch });
  return backend;
}

interface FetchOptions {
  readonly method?: string;
  readonly body?: unknown;
  readonly timeout?: number;
}

function readCall(address: string, { method, body, timeout }: FetchOptions): Call {
  const url = new URL(address);
  for (const [route, { method: wanted, path }] of Object.entries(routes)) {
    const pattern = new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`);
    const match = pattern.exec(url.pathname);
    if (match && method === wanted) {
      return { route: route as RouteName, url, values: match.groups ?? {}, body, timeout };
    }
  }
  throw new Error(`No such route: ${String(method)} ${url.pathname}`);
}

const notFound = refusal(404, { code: 'not_found', message: 'There is no such thing.' });

const answers: Record<RouteName, (backend: TestBackend, call: Call) => Answering> = {
  opening: ({ session, overview }) =>
    json(200, { session, overview: session.portalRead ? overview : null }),
  session: ({ session }) => json(200, session),
  rights: ({ rights }) => json(200, rights),
  objectTypes: ({ objectTypes }) => json(200, objectTypes),
  direction: ({ directions }, { values }) => {
    const direction = directions.get(`${values['from'] ?? ''}>${values['to'] ?? ''}`);
    return direction ? json(200, direction) : notFound;
  },
  makePlan,
  plan: (backend, call) => {
    const plan = watchPlan(backend, call);
    return plan ? json(200, plan) : notFound;
  },
  planChanges: (backend, call) => {
    const since = call.url.searchParams.get('since');
    const earlier = backend.plans.get(call.values['planId'] ?? '');
    const plan = watchPlan(backend, call);
    if (!plan || !earlier) return notFound;
    const changed = plan.items
      .map(({ outcome }, position) => ({ position, outcome }))
      // Whoever names another look than the last one is told everything.
      .filter(({ position, outcome }) =>
        earlier.mark === since ? outcome !== earlier.items[position]?.outcome : true,
      );
    return json(200, v.parse(planChangesSchema, { ...plan, changed }));
  },
  applyPlan: (backend, { values, body }) => {
    const plan = backend.plans.get(values['planId'] ?? '');
    if (!plan) return notFound;
    const queued: PlanView = {
      ...plan,
      state: 'queued',
      appliedAt: NOON,
      note: v.parse(applyRequestSchema, body ?? {}).note ?? null,
    };
    backend.plans.set(plan.planId, queued);
    const { planId, items } = plan;
    const total = items.filter(({ action }) => action !== 'none').length;
    backend.session = {
      ...backend.session,
      latestPlan: { planId, state: 'queued', appliedAt: NOON, saved: 0, total },
    };
    return json(200, queued);
  },
  history: (backend, { url }) => {
    const page = Number(url.searchParams.get('page') ?? '1');
    const plans = appliedPlans(backend, url).map((plan) => entryOf(backend, plan));
    const found = [...backend.events, ...plans];
    const start = (page - 1) * HISTORY_PAGE;
    return json(200, {
      entries: found.slice(start, start + HISTORY_PAGE),
      page,
      pageCount: Math.max(1, Math.ceil(found.length / HISTORY_PAGE)),
      total: found.length,
    });
  },
  historyPlan: (backend, { values }) => {
    const plan = backend.plans.get(values['planId'] ?? '');
    return plan ? json(200, { entry: entryOf(backend, plan), plan }) : notFound;
  },
  historyExport: (backend, { url }) => {
    const planId = url.searchParams.get('planId');
    const one = planId === null ? undefined : backend.plans.get(planId);
    if (planId !== null && !one) return notFound;
    const lines = (one ? [one] : appliedPlans(backend, url)).flatMap((plan) =>
      csvLines({ entry: entryOf(backend, plan), ...plan }),
    );
    return json(200, { csv: csvHeader + lines.join(''), limits: lines.length, complete: true });
  },
  exportSetup: (backend, { body }) => json(200, exportFrom(backend, body)),
  lookUpSetup: (backend, { body }) => json(200, lookUpIn(backend, body)),
  makeCode,
  setupCodes: listCodes,
  withdrawCode,
  enterCode,
  keptSetups: (backend) => json(200, keptList(backend)),
  keptSetup: ({ kept }, { values }) => {
    const found = kept.get(values['setupId'] ?? '');
    return found ? json(200, found) : notFound;
  },
  keepSetup: (backend, call) => json(200, keepSetup(backend, call)),
  forgetSetup: (backend, call) => json(200, forgetSetup(backend, call)),
  pinSetup: (backend, call) => json(200, pinSetup(backend, call)),
  overview: ({ overview }) => json(200, overview),
  overviewGrid: ({ grid }) => json(200, grid),
  refreshOverview: (backend) => {
    backend.overview = { ...backend.overview, refresh: reading };
    return json(200, reading);
  },
  blockers: ({ blockers }) => (blockers ? json(200, blockers) : notFound),
  startScan: (backend, { values, body }) => {
    backend.scanning.scan ??= startScanIn(backend, values['scanId'] ?? '', body);
    return scanOf(backend);
  },
  scan: scanOf,
  cancelScan: (backend) => {
    const { scan } = backend.scanning;
    if (scan) {
      const ended = { finishedAt: NOON, resumable: scan.read > 0 };
      backend.scanning.scan = { ...scan, ...ended, state: 'cancelled' };
    }
    return scanOf(backend);
  },
  resumeScan: (backend) => {
    const { scan } = backend.scanning;
    if (scan) {
      backend.scanning.scan = { ...scan, state: 'reading', finishedAt: null, resumable: false };
    }
    return scanOf(backend);
  },
  recordsOver: ({ scanning }) => json(200, scanning.over),
  csvLink: () => json(200, { url: 'https://atmost.example.com/scans/csv/token', expiresAt: NOON }),
  latestScan: (backend, { values }) =>
    json(200, latestIn(backend, { from: values['from'], to: values['to'] })),
  limitReport: ({ scanning }) => json(200, scanning.report),
  judgeLimits: (backend, { body }) => json(200, { judgements: judgeIn(backend, body) }),
  drift: ({ drift }) => json(200, drift),
  keepDrift: (backend, { body }) => json(200, keepIn(backend, body)),
  presets: (backend) => json(200, presetsIn(backend)),
  disconnect: (backend, { body }) => json(200, disconnectIn(backend, body)),
};

function scanOf({ scanning: { scan } }: TestBackend): Answering {
  return scan ? json(200, scan) : notFound;
}

/** Newest first; a search looks into the notes. */
function appliedPlans({ plans }: TestBackend, url: URL): PlanView[] {
  const search = (url.searchParams.get('search') ?? '').toLowerCase();
  return [...plans.values()]
    .filter(({ appliedAt, note }) => {
      return appliedAt !== null && (note ?? '').toLowerCase().includes(search);
    })
    .reverse();
}

function entryOf({ plans }: TestBackend, plan: PlanView): HistoryPlanEntry {
  const typeOf = (id: string) =>
    plan.objectTypes.find((type) => type.id === id) ?? {
      id,
      singular: id,
      plural: id,
      custom: false,
    };
  const pairs = new Map(plan.items.map((item) => [directionText(item), item]));
  return {
    kind: 'plan',
    planId: plan.planId,
    state: plan.state,
    appliedAt: plan.appliedAt ?? NOON,
    appliedBy: { id: '7', name: 'Ada Byron' },
    note: plan.note,
    directions: [...pairs.values()].map(({ from, to }) => ({ from: typeOf(from), to: typeOf(to) })),
    counts: countOutcomes(plan.items.map(({ outcome }) => outcome)),
    undoOf: plan.undoOf,
    undoneBy: [...plans.values()]
      .filter(({ undoOf, state }) => undoOf === plan.planId && state === 'done')
      .map(({ planId }) => planId),
  };
}

function makePlan(backend: TestBackend, { values, body }: Call): Answering {
  const request = v.parse(makePlanRequestSchema, body);
  if ('undoOf' in request) return makeUndo(backend, values['planId'] ?? '', request.undoOf);
  const { changes } = request;
  const planned = planChanges([...backend.directions.values()], changes);
  if (!planned.ok) {
    const problems = [...planned.failure];
    return refusal(422, { code: 'changes_refused', message: 'Refused.', problems });
  }
  return keep(backend, values['planId'] ?? '', { items: planned.value });
}

function makeUndo(backend: TestBackend, planId: string, undoOf: string): Answering {
  const original = backend.plans.get(undoOf);
  if (!original) return notFound;
  const saved = original.items.filter(({ outcome }) => outcome.kind === 'saved');
  const { items, notes } = planUndo(saved, [...backend.directions.values()], original.objectTypes);
  return keep(backend, planId, { items, undoOf, notes: [...notes] });
}

interface Draft {
  readonly items: readonly PlanItem[];
  readonly undoOf?: string;
  readonly notes?: string[];
}

function keep(backend: TestBackend, planId: string, draft: Draft): Answering {
  const plan: PlanView = {
    planId,
    mark: '1',
    state: 'ready',
    createdAt: NOON,
    createdBy: ME,
    appliedAt: null,
    finishedAt: null,
    resumesAt: null,
    note: null,
    undoOf: draft.undoOf ?? null,
    notes: draft.notes ?? [],
    ...{ progress: null, refusal: null, asked: [] },
    objectTypes: backend.objectTypes.objectTypes,
    items: draft.items.map((item) => ({ ...item, outcome: { kind: 'waiting' } })),
  };
  backend.plans.set(planId, plan);
  return json(200, plan);
}

function watchPlan(backend: TestBackend, { values }: Call): PlanView | null {
  const plan = backend.plans.get(values['planId'] ?? '');
  if (!plan) return null;
  if (plan.state === 'ready' || plan.state === 'done') return plan;
  const station = backend.stations.shift();
  const moved = station ? stopAt(plan, station) : finish(backend, plan);
  const next = { ...moved, mark: String(Number(plan.mark) + 1) };
  backend.plans.set(plan.planId, next);
  return next;
}

function stopAt(plan: PlanView, station: TestBackend['stations'][number]): PlanView {
  const outcomeOf = station.outcomes ?? (({ outcome }: Item) => outcome);
  return {
    ...plan,
    state: station.state,
    resumesAt: station.resumesAt ?? null,
    items: plan.items.map((item) => ({ ...item, outcome: outcomeOf(item) })),
  };
}

function finish(backend: TestBackend, plan: PlanView): PlanView {
  const items = plan.items.map((item) => ({ ...item, outcome: backend.verdict(item) }));
  for (const item of items) if (item.outcome.kind === 'saved') write(backend, item);
  const { latestPlan } = backend.session;
  if (latestPlan) {
    const count = items.filter(({ outcome }) => outcome.kind === 'saved').length;
    backend.session = {
      ...backend.session,
      latestPlan: { ...latestPlan, state: 'done', saved: count },
    };
  }
  return { ...plan, state: 'done', finishedAt: NOON, resumesAt: null, items };
}

function write(backend: TestBackend, item: Item): void {
  const direction = backend.directions.get(directionText(item));
  if (!direction) return;
  const pair = { from: item.from, to: item.to };
  const labels = direction.labels.map((row) =>
    typeKeyText({ ...pair, ...row }) === typeKeyText(item) ? { ...row, limit: item.after } : row,
  );
  backend.directions.set(directionText(item), { ...direction, labels });
}

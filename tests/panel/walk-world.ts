// The world of the random walk: the test backend, whose overview and changes follow its limits, behind
// a network that is slow, loses requests and answers, or fails.
import type { Direction } from '#domain/association.ts';
import { directionText, typeKeyText } from '#domain/association.ts';
import type { ChangedLimit } from '#domain/drift.ts';
import type { Overview } from '#domain/overview.ts';
import type { Outcome } from '#domain/outcome.ts';
import {
  json,
  lost,
  makeBackend,
  neverRead,
  refusal,
  type Fetch,
  type TestBackend,
} from './backend.ts';
import { noDrift } from './drift-backend.ts';
import { deal, portal, session } from './portal.ts';
import { doneScan } from './scan-samples.ts';
import { exportFrom } from './setup-backend.ts';

/** Whole numbers below `most`, the same for the same seed. */
export type Dice = (most: number) => number;

export function diceOf(seed: number): Dice {
  let state = seed;
  return (most) => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most;
  };
}

export interface World {
  readonly backend: TestBackend;
  /** Every limit that a type ever had, by the type's key. */
  readonly past: Map<string, Set<number | null>>;
  /** Something happens that is not the person's doing; says what. */
  readonly happen: () => string;
  /** All that was held back arrives, and nothing is lost any more. */
  readonly getWell: () => void;
}

type Passing = (answer: () => Promise<Response>) => Promise<Response>;

/** A code of another portal. */
export const CODE_ELSEWHERE = '7KQ4M0ZD0009';

const READ_AT = '2026-11-23T11:59:00.000Z';

export function makeWorld(dice: Dice): World {
  const backend = makeBackend({ ...portal, session: { ...session, portalRead: dice(2) === 0 } });
  const { objectTypes } = portal.objectTypes;
  for (const from of objectTypes) {
    for (const to of objectTypes) {
      const key = directionText({ from: from.id, to: to.id });
      const known = backend.directions.get(key);
      backend.directions.set(key, known ?? { from, to, readAt: READ_AT, labels: [] });
    }
  }
  backend.blockers = { objectType: deal, objectTypes, limits: [], unknown: [] };
  backend.scanning.scan = dice(2) === 0 ? doneScan : null;
  backend.codes.elsewhere.set(CODE_ELSEWHERE, {
    ...{ from: { id: '99', accountType: 'SANDBOX' }, title: null, madeAt: READ_AT },
    document: exportFrom(backend, { all: true }).document,
  });
  const past: World['past'] = new Map();
  const note = (): void => {
    for (const { from, to, labels } of backend.directions.values()) {
      for (const { category, typeId, limit } of labels) {
        const key = typeKeyText({ from: from.id, to: to.id, category, typeId });
        past.set(key, (past.get(key) ?? new Set()).add(limit));
      }
    }
  };
  let refresh: Overview['refresh'] = null;
  Object.defineProperty(backend, 'overview', {
    get: () => overviewOf(backend, refresh),
    set: (overview: Overview) => {
      ({ refresh } = overview);
    },
  });
  Object.defineProperty(backend, 'grid', { get: () => gridOf(backend) });
  const network = withNetwork(backend, dice);
  const connect = (): string => {
    const { connectedAt } = session;
    backend.session = { ...backend.session, connection: 'connected', connectedAt, erasedOn: null };
    return 'the portal is connected';
  };
  const events: (() => string)[] = [
    network.hold,
    network.hold,
    network.release,
    network.release,
    network.release,
    network.disturb,
    network.disturb,
    () => changeOutside(backend, dice),
    () => {
      if (dice(4) > 0) return connect();
      const connection = dice(2) === 0 ? 'disconnected' : 'not_installed';
      backend.session = { ...backend.session, connection, connectedAt: null };
      return `the portal is ${connection}`;
    },
    () => {
      backend.rights = { superAdmin: dice(4) > 0, superAdminProblem: null };
      return `Super Admin: ${String(backend.rights.superAdmin)}`;
    },
    () => {
      const kind = dice(4);
      backend.verdict = (item) => verdictOf(kind, item);
      backend.stations = dice(2) === 0 ? [] : [{ state: 'applying' }, { state: 'paused' }];
      return `plans end as ${String(kind)}`;
    },
    () => {
      if (refresh) refresh = { ...refresh, state: 'done', read: refresh.total };
      return 'the reading ends';
    },
    () => {
      const { scan } = backend.scanning;
      if (scan?.state === 'reading') backend.scanning.scan = { ...doneScan, scanId: scan.scanId };
      return 'the scan ends';
    },
  ];
  note();
  return {
    backend,
    past,
    happen: () => {
      const isAway = backend.session.connection !== 'connected' && dice(3) === 0;
      const said = isAway ? connect() : (events[dice(events.length)]?.() ?? '');
      note();
      return said;
    },
    getWell: () => {
      network.getWell();
      backend.rights = portal.rights;
      backend.stations = [];
      connect();
      if (refresh) refresh = { ...refresh, state: 'done', read: refresh.total };
      note();
    },
  };
}

/** What becomes of a request on its way. */
function withNetwork(backend: TestBackend, dice: Dice) {
  const held: (() => void)[] = [];
  let holding = 0;
  let disturbed: Passing[] = [];
  const hsFetch: Fetch = async (url, options) => {
    const ask = () => backend.fetch(url, options);
    const passing = disturbed.shift() ?? ((answer) => answer());
    const isOpen = /\/(session|opening)$/u.test(new URL(url).pathname);
    const { connection } = backend.session;
    if (connection !== 'connected' && !isOpen) {
      return refusal(409, { code: connection, message: 'Away.' })();
    }
    if (holding === 0) return passing(ask);
    holding -= 1;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    held.push(() => {
      resolve(undefined);
    });
    const early = dice(2) === 0 ? passing(ask) : null;
    early?.catch(() => undefined);
    await promise;
    return early ?? passing(ask);
  };
  Object.assign(globalThis, { hsFetch });
  const failures: [string, Passing][] = [
    ['a request is lost', () => lost()],
    ['an answer is lost', (answer) => answer().then(() => lost())],
    ['HubSpot is crowded', json(429, {})],
    [
      'the rate is limited',
      refusal(429, { code: 'rate_limited', message: 'Slow down.', retryAfterMs: 2_000 }),
    ],
    ['the server fails', refusal(500, { code: 'internal', message: 'Failed.' })],
    ['something else answers', () => Promise.resolve(new Response('<html>', { status: 502 }))],
  ];
  const releaseOne = (): void => {
    const [free] = held.splice(dice(held.length), 1);
    free?.();
  };
  return {
    hold: () => {
      holding += 1 + dice(4);
      return `${String(holding)} answers will be held`;
    },
    release: () => {
      if (held.length > 0) releaseOne();
      return `an answer arrives; ${String(held.length)} are held`;
    },
    disturb: () => {
      const [said, passing] = failures[dice(failures.length)] as [string, Passing];
      const times = 1 + dice(2);
      disturbed.push(...Array.from({ length: times }, () => passing));
      return `${said}, ${String(times)} times`;
    },
    getWell: () => {
      holding = 0;
      disturbed = [];
      while (held.length > 0) releaseOne();
    },
  };
}

/** Somebody sets a limit in HubSpot's own settings, which the session tells of. */
function changeOutside(backend: TestBackend, dice: Dice): string {
  const some = [...backend.directions.values()].filter(({ labels }) => labels.length > 0);
  const direction = some[dice(some.length)] as Direction;
  const { from, to, labels } = direction;
  const row = labels[dice(labels.length)] as Direction['labels'][number];
  const limit = [null, 1, 2, 6][dice(4)] ?? null;
  const changed = labels.map((one) => (one === row ? { ...one, limit } : one));
  backend.directions.set(directionText({ from: from.id, to: to.id }), {
    ...direction,
    labels: changed,
  });
  const { category, typeId, label } = row;
  const told: ChangedLimit = {
    ...{ from: from.id, to: to.id, category, typeId, label, now: limit, gone: false },
    known: { limit: row.limit, at: READ_AT, by: null, planId: null },
  };
  const others = backend.drift.changed.rows.filter((one) => typeKeyText(one) !== typeKeyText(told));
  const rows = [...others, told];
  backend.drift = {
    ...noDrift,
    objectTypes: backend.objectTypes.objectTypes,
    changed: { rows, total: rows.length },
  };
  backend.session = { ...backend.session, changedOutside: rows.length };
  return `somebody sets ${label ?? 'all'} of ${from.singular} to ${String(limit)}`;
}

type Verdict = TestBackend['verdict'];

function verdictOf(kind: number, item: Parameters<Verdict>[0]): Outcome {
  const { action, before, after } = item;
  if (action === 'none') return { kind: 'unchanged', limit: after };
  if (kind === 1 || (kind === 3 && item.typeId % 2 === 0)) {
    return { kind: 'not_tried', reason: 'hubspot_unavailable', hubspot: null };
  }
  if (kind === 2) return { kind: 'refused', reason: 'other', hubspot: null, now: before };
  return { kind: 'saved', before, after };
}

function overviewOf(backend: TestBackend, refresh: Overview['refresh']): Overview {
  if (refresh === null && !backend.session.portalRead) return neverRead;
  const directions = [...backend.directions.values()];
  const rows = directions.flatMap(({ from, to, labels }) =>
    labels.map((label) => ({
      ...{
        from: from.id,
        to: to.id,
        state: 'read' as const,
        readAt: READ_AT,
        problem: null,
        label,
      },
    })),
  );
  const limits = rows.filter(({ label }) => label.limit !== null).length;
  const nothing = { unread: 0, notAllowed: 0, failed: 0, changed: 0 };
  const done = { state: 'done' as const, startedAt: READ_AT, finishedAt: READ_AT };
  return {
    ...neverRead,
    refresh: refresh ?? { ...done, read: 9, total: 9, problem: null, notes: [] },
    oldestReadAt: READ_AT,
    counts: { ...nothing, directions: directions.length, labels: rows.length, limits },
    objectTypes: backend.objectTypes.objectTypes,
    total: rows.length,
    rows,
  };
}

const gridOf = ({ directions, objectTypes }: TestBackend): TestBackend['grid'] => ({
  objectTypes: objectTypes.objectTypes,
  cells: [...directions.values()].map(({ from, to, labels }) => ({
    ...{ from: from.id, to: to.id, state: 'read', labels: labels.length },
    limits: labels.filter(({ limit }) => limit !== null).length,
  })),
});

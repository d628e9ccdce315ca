// What the panel can look up of the past: pages of it, one applied plan, all plans as CSV.
import { countOutcomes } from '#domain/outcome.ts';
import { sayEvent } from '#domain/eventWords.ts';
import {
  HISTORY_PAGE,
  type HistoryEntry,
  type HistoryExport,
  type HistoryPage,
  type HistoryPlanEntry,
  type Person,
} from '#domain/history.ts';
import { failed, success, type Result } from '#domain/result.ts';
import type { ObjectType } from '#domain/association.ts';
import type { HistoryPlan } from '#domain/wire.ts';
import type { ApiFailure } from '../failure.ts';
import type { PortalId, UserId } from '../ids.ts';
import type { People } from '../portals/people.ts';
import type { AppliedPlan, History, PastEntry } from '../storage/history.ts';
import type { StoredEvent } from '../storage/history-events.ts';
import type { Plans } from '../storage/plans.ts';
import type { Asker } from '../portals/asker.ts';
import { csvHeader, csvLines } from './history-csv.ts';
import { viewPlan } from './plan-view.ts';

export interface PastPlans {
  /** A page of what happened, newest first; a page beyond the last becomes the last. */
  page(asker: Asker, search: string, page: number): Promise<Result<HistoryPage, ApiFailure>>;
  find(asker: Asker, planId: string): Promise<Result<HistoryPlan, ApiFailure>>;
  /** The limits of all plans that are found, newest first, as much as one answer can hold. */
  exportFound(asker: Asker, search: string): Promise<Result<HistoryExport, ApiFailure>>;
  /** The limits of one plan, as much as one answer can hold. */
  exportPlan(asker: Asker, planId: string): Promise<Result<HistoryExport, ApiFailure>>;
}

export interface PastPlansParts {
  readonly history: History;
  readonly plans: Plans;
  readonly people: People;
}

/** The past of all portals; every call names its asker. */
export function createPastPlans(parts: PastPlansParts): PastPlans {
  return {
    async page({ portal }, search, page) {
      const total = await parts.history.count(portal, search);
      const pageCount = Math.max(1, Math.ceil(total / HISTORY_PAGE));
      const shown = Math.min(page, pageCount);
      const offset = (shown - 1) * HISTORY_PAGE;
      const past = await parts.history.list(portal, { search, offset, limit: HISTORY_PAGE });
      const entries = await entriesOf(parts.people, portal, past);
      return success({ entries: [...entries], page: shown, pageCount, total });
    },

    async find({ portal }, planId) {
      const entry = await findEntry(parts, portal, planId);
      const plan = entry && (await parts.plans.find(portal, planId));
      return plan ? success({ entry, plan: viewPlan(plan) }) : failed(noSuchPlan);
    },

    exportFound: async ({ portal }, search) =>
      success(await toCsv(parts, portal, plansFound(parts, portal, search))),

    async exportPlan({ portal }, planId) {
      const entry = await findEntry(parts, portal, planId);
      return entry ? success(await toCsv(parts, portal, [entry])) : failed(noSuchPlan);
    },
  };
}

const noSuchPlan: ApiFailure = {
  code: 'not_found',
  message: 'The history of this portal holds no such plan.',
};

async function findEntry(
  { history, people }: PastPlansParts,
  portal: PortalId,
  planId: string,
): Promise<HistoryPlanEntry | null> {
  const past = await history.find(portal, planId);
  return past && planEntry(past, await nameUsers(people, portal, [past.appliedBy]));
}

async function entriesOf(
  people: People,
  portal: PortalId,
  past: readonly PastEntry[],
): Promise<readonly HistoryEntry[]> {
  const users = past.map((one) => (one.kind === 'plan' ? one.plan.appliedBy : one.event.by));
  const named = await nameUsers(people, portal, users);
  return past.map((one) =>
    one.kind === 'plan' ? planEntry(one.plan, named) : eventEntry(one.event, named),
  );
}

type NameUser = (user: UserId) => Person;

/** Each person is asked for once. */
async function nameUsers(
  people: People,
  portal: PortalId,
  users: readonly (UserId | null)[],
): Promise<NameUser> {
  const known = new Set(users.filter((user) => user !== null));
  const names = new Map(
    await Promise.all(
      [...known].map(async (user) => [user, await people.nameOf(portal, user)] as const),
    ),
  );
  return (user) => ({ id: String(user), name: names.get(user) ?? null });
}

const planEntry = (plan: AppliedPlan, named: NameUser): HistoryPlanEntry => ({
  kind: 'plan',
  planId: plan.planId,
  state: plan.state,
  appliedAt: new Date(plan.appliedAt).toISOString(),
  appliedBy: named(plan.appliedBy),
  note: plan.note,
  directions: plan.directions.map(({ from, to }) => ({
    from: typeOf(plan.objectTypes, from),
    to: typeOf(plan.objectTypes, to),
  })),
  counts: { ...countOutcomes([]), ...plan.counts },
  undoOf: plan.undoOf,
  undoneBy: [...plan.undoneBy],
});

const eventEntry = ({ eventId, at, by, event }: StoredEvent, named: NameUser): HistoryEntry => ({
  kind: 'event',
  eventId,
  at: new Date(at).toISOString(),
  ...sayEvent(event, by === null ? null : named(by)),
});

const typeOf = (types: readonly ObjectType[], id: string): ObjectType =>
  types.find((type) => type.id === id) ?? { id, singular: id, plural: id, custom: false };

/** hubspot.fetch takes answers of at most 1 MB; the rest is for the JSON around the text. */
const EXPORT_BYTES = 900_000;

async function toCsv(
  { plans }: PastPlansParts,
  portal: PortalId,
  entries: AsyncIterable<HistoryPlanEntry> | Iterable<HistoryPlanEntry>,
): Promise<HistoryExport> {
  const lines = [csvHeader];
  let room = EXPORT_BYTES - bytesOf(csvHeader);
  for await (const entry of entries) {
    const plan = await plans.find(portal, entry.planId);
    for (const line of plan ? csvLines({ entry, ...plan }) : []) {
      room -= bytesOf(line);
      if (room < 0) return { csv: lines.join(''), limits: lines.length - 1, complete: false };
      lines.push(line);
    }
  }
  return { csv: lines.join(''), limits: lines.length - 1, complete: true };
}

/** The plans that a search finds, newest first; what happened beside plans has no limits. */
async function* plansFound(
  { history, people }: PastPlansParts,
  portal: PortalId,
  search: string,
): AsyncGenerator<HistoryPlanEntry> {
  let past: readonly PastEntry[];
  let offset = 0;
  // What is applied meanwhile moves the pages: the next one begins with what was told already.
  const told = new Set<string>();
  do {
    past = await history.list(portal, { search, offset, limit: HISTORY_PAGE });
    for (const entry of await entriesOf(people, portal, past)) {
      if (entry.kind !== 'plan' || told.has(entry.planId)) continue;
      told.add(entry.planId);
      yield entry;
    }
    offset += HISTORY_PAGE;
  } while (past.length === HISTORY_PAGE);
}

/** As it travels: JSON escapes quotes and line ends. */
const bytesOf = (line: string): number => Buffer.byteLength(JSON.stringify(line));

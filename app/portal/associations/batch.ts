// Applies a batch of limits to one direction: each item by the rules, the whole by the scenarios.
import type { Call } from '../http/route.ts';
import { directionOf, type AssociationType } from '../world/world.ts';
import type { LimitInput, PurgeInput } from './batch-input.ts';
import { breachIn, draftOf, propose, write, type Change, type Draft } from './draft.ts';
import type { FailedItem } from './item-error.ts';
import type { RuleBreach } from './rules.ts';

export interface Direction {
  readonly from: string;
  readonly to: string;
}

export interface BatchResult {
  readonly saved: readonly AssociationType[];
  readonly failed: readonly FailedItem[];
  readonly canceled: boolean;
}

interface Wanted extends Change {
  readonly input: PurgeInput;
}

/** Creates or updates limits. Nothing is changed when the batch is cancelled. */
export function writeLimits(
  call: Call,
  direction: Direction,
  inputs: readonly LimitInput[],
  kind: 'create' | 'update',
): BatchResult {
  const rows = directionOf(call.account, direction.from, direction.to);
  const { wanted, failed } = sortOut(
    inputs.map((input) => ({ input, limit: input.maxToObjectIds })),
    rows,
    direction,
  );
  const allOrNothing = call.memory.scenarios.batchFailure === 'cancel';
  const existence = (item: Wanted): RuleBreach | undefined => wrongExistence(call, item.row, kind);
  return settle(call, rows, { wanted, failed, allOrNothing, existence });
}

/** Takes limits away; a type without a limit is a success too. */
export function purgeLimits(
  call: Call,
  direction: Direction,
  inputs: readonly PurgeInput[],
  allOrNothing: boolean,
): BatchResult {
  const rows = directionOf(call.account, direction.from, direction.to);
  const items = inputs.map((input) => ({ input, limit: null }));
  const { wanted, failed } = sortOut(items, rows, direction);
  return settle(call, rows, {
    wanted,
    failed,
    allOrNothing: allOrNothing || call.memory.scenarios.batchFailure === 'cancel',
    existence: () => undefined,
  });
}

interface Work {
  readonly wanted: readonly Wanted[];
  /** Items that failed before any rule was asked. */
  readonly failed: readonly FailedItem[];
  readonly allOrNothing: boolean;
  readonly existence: (item: Wanted) => RuleBreach | undefined;
}

function settle(call: Call, rows: readonly AssociationType[], work: Work): BatchResult {
  const { scenarios } = call.memory;
  const judge = scenarios.batchCheck === 'end-state' ? judgeEndState : judgeInOrder;
  const breaches = judge(call, rows, work);
  const accepted = work.wanted.filter((item) => !breaches.has(item));
  const refused = work.wanted.flatMap((item): FailedItem[] => {
    const breach = breaches.get(item);
    return breach === undefined ? [] : [{ input: item.input, breach }];
  });
  const failed = [...work.failed, ...refused];
  const canceled = failed.length > 0 && (work.allOrNothing || accepted.length === 0);
  if (canceled) return { saved: [], failed, canceled };
  if (scenarios.batchState !== 'pending-without-effect') commit(call, draftOf(call, accepted));
  return { saved: accepted.map((item) => item.row), failed, canceled };
}

type Judge = (
  call: Call,
  rows: readonly AssociationType[],
  work: Work,
) => ReadonlyMap<Wanted, RuleBreach>;

/** Each item against what the accepted ones before it leave behind. */
const judgeInOrder: Judge = (call, rows, { wanted, existence }) => {
  const breaches = new Map<Wanted, RuleBreach>();
  const draft: Draft = new Map();
  for (const item of wanted) {
    const breach = existence(item) ?? breachIn(call, rows, draft, item);
    if (breach === undefined) propose(call, draft, item);
    else breaches.set(item, breach);
  }
  return breaches;
};

/**
 * Each item against the end of all that are left. Whatever fails changes that end, so the others are
 * judged again until all of them stand.
 */
const judgeEndState: Judge = (call, rows, { wanted, existence }) => {
  const breaches = new Map<Wanted, RuleBreach>();
  let standing = wanted;
  for (;;) {
    const draft = draftOf(call, standing);
    const judged = standing.map((item) => existence(item) ?? breachIn(call, rows, draft, item));
    // One at a time: without the first, the others may well stand.
    const at = judged.findIndex((breach) => breach !== undefined);
    const [item, breach] = [standing[at], judged[at]];
    if (item === undefined || breach === undefined) return breaches;
    breaches.set(item, breach);
    standing = standing.toSpliced(at, 1);
  }
};

function commit(call: Call, draft: Draft): void {
  for (const [row, limit] of draft) {
    const { from, to, category, typeId, limit: before } = row;
    const type = { portalId: call.account.portalId, from, to, category, typeId };
    call.memory.limitWrites.add({ ...type, before, after: limit, at: call.now });
  }
  write(call, draft);
}

function wrongExistence(
  call: Call,
  row: AssociationType,
  kind: 'create' | 'update',
): RuleBreach | undefined {
  const { createOnExisting, updateOnMissing } = call.memory.scenarios;
  if (kind === 'create' && row.limit !== null && createOnExisting === 'error') {
    const message = 'A limit is already configured for this association type.';
    return { subCategory: 'LIMIT_ALREADY_EXISTS', message };
  }
  if (kind === 'update' && row.limit === null && updateOnMissing === 'error') {
    const message = 'No limit is configured for this association type.';
    return { subCategory: 'LIMIT_NOT_FOUND', message };
  }
  return undefined;
}

function sortOut(
  items: readonly { input: PurgeInput; limit: number | null }[],
  rows: readonly AssociationType[],
  { from, to }: Direction,
): { wanted: Wanted[]; failed: FailedItem[] } {
  const wanted: Wanted[] = [];
  const failed: FailedItem[] = [];
  for (const { input, limit } of items) {
    const row = rows.find((one) => one.category === input.category && one.typeId === input.typeId);
    if (row === undefined) {
      const message = `No such association type from ${from} to ${to}.`;
      failed.push({ input, breach: { subCategory: 'INVALID_ASSOCIATION_TYPE', message } });
    } else {
      wanted.push({ input, limit, row });
    }
  }
  return { wanted, failed };
}

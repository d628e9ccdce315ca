// Applies a batch of limits to one direction: each item by the rules, the whole by the scenarios.
import type { Call } from '../http/route.ts';
import { directionOf, inverseOf, setLimit, type AssociationType } from '../world/world.ts';
import type { LimitInput, PurgeInput } from './batch-input.ts';
import type { FailedItem } from './item-error.ts';
import { breachOf, type RuleBreach } from './rules.ts';

export interface Direction {
  readonly from: string;
  readonly to: string;
}

export interface BatchResult {
  readonly saved: readonly AssociationType[];
  readonly failed: readonly FailedItem[];
  readonly canceled: boolean;
}

interface Wanted {
  readonly input: PurgeInput;
  /** null: take the limit away. */
  readonly limit: number | null;
  readonly row: AssociationType;
}

type Draft = Map<AssociationType, number | null>;

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
  const endState = scenarios.batchCheck === 'end-state';
  const draft: Draft = new Map();
  const failed = [...work.failed];
  const saved: Wanted[] = [];
  if (endState) for (const item of work.wanted) propose(call, draft, item);
  for (const item of work.wanted) {
    const breach = work.existence(item) ?? ruleBreach(call, rows, draft, item);
    if (breach === undefined) {
      propose(call, draft, item);
      saved.push(item);
    } else {
      if (endState) withdraw(call, draft, item);
      failed.push({ input: item.input, breach });
    }
  }
  const canceled = failed.length > 0 && (work.allOrNothing || saved.length === 0);
  if (canceled) return { saved: [], failed, canceled };
  if (scenarios.batchState !== 'pending-without-effect') commit(call, draft);
  return { saved: saved.map((item) => item.row), failed, canceled };
}

function commit(call: Call, draft: Draft): void {
  for (const [row, limit] of draft) {
    const { from, to, category, typeId, limit: before } = row;
    const type = { portalId: call.account.portalId, from, to, category, typeId };
    call.memory.limitWrites.add({ ...type, before, after: limit, at: call.now });
    setLimit(row, limit, call.now);
  }
  call.memory.changed();
}

function ruleBreach(
  call: Call,
  rows: readonly AssociationType[],
  draft: Draft,
  { row, limit }: Wanted,
): RuleBreach | undefined {
  if (limit === null) return undefined;
  const limitOf = (other: AssociationType): number | null => {
    const drafted = draft.get(other);
    return drafted === undefined ? other.limit : drafted;
  };
  const { subscriptionLimit } = call.account;
  return breachOf(
    { row, limit, direction: rows, limitOf, subscriptionLimit },
    call.memory.scenarios,
  );
}

function propose(call: Call, draft: Draft, { row, limit }: Wanted): void {
  for (const changed of sharing(call, row)) draft.set(changed, limit);
}

function withdraw(call: Call, draft: Draft, { row }: Wanted): void {
  for (const changed of sharing(call, row)) draft.delete(changed);
}

/** A symmetric same-object type shares one limit between its directions (contract page, 1.1). */
function sharing(call: Call, row: AssociationType): AssociationType[] {
  const inverse = inverseOf(call.account, row);
  const symmetric = row.from === row.to && inverse !== undefined && inverse.label === row.label;
  return symmetric && call.memory.scenarios.symmetricShare === 'shared' ? [row, inverse] : [row];
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

// What has to change: current limits + wanted limits -> one planned item per wanted change, with
// its risks, or every problem that HubSpot would surely refuse.
import * as v from 'valibot';
import { integerSchema } from './integer.ts';
import {
  directionText,
  otherSide,
  rowText,
  typeKeySchema,
  typeKeyText,
  type Direction,
  type LabelRow,
} from './association.ts';
import { isLowered, limitSchema, type Limit } from './limit.ts';
import { limitText, numberText } from './limitText.ts';
import { namesText } from './namesText.ts';
import { failed, success, type Result } from './result.ts';

export const changeSchema = v.strictObject({ ...typeKeySchema.entries, limit: limitSchema });
/** "This type shall have this limit" (null: none). */
export type Change = v.InferOutput<typeof changeSchema>;

export const riskSchema = v.picklist([
  /** Records above the new limit keep what they have; merges and syncs of those then fail. */
  'lowers',
  /** HubSpot's page contradicts itself on whether a label limit may equal the object limit. */
  'equal_to_object_limit',
  /** Same-object, unlabelled or alike from both sides: HubSpot keeps one limit for both directions. */
  'shared_by_both_directions',
  /** Both sides of such a label are to get a limit, and not the same one. */
  'sides_differ',
  /** Undo only: the limit is not what the plan had saved any more. */
  'changed_since',
]);
export type Risk = v.InferOutput<typeof riskSchema>;

export const planItemSchema = v.object({
  ...typeKeySchema.entries,
  label: v.nullable(v.string()),
  action: v.picklist(['create', 'update', 'purge', 'none']),
  before: v.nullable(integerSchema),
  after: v.nullable(integerSchema),
  risks: v.array(riskSchema),
});
export type PlanItem = v.InferOutput<typeof planItemSchema>;

export const planProblemSchema = v.object({
  /** Position in the request's list of changes. */
  position: integerSchema,
  code: v.picklist([
    'unknown_type',
    'wrong_category',
    'repeated',
    'label_above_object_limit',
    'object_limit_below_label',
  ]),
  message: v.string(),
});
export type PlanProblem = v.InferOutput<typeof planProblemSchema>;

/**
 * Plans `changes`, in the order given, against the directions as they were just read.
 * Every direction that a change names must be among `directions`.
 */
export function planChanges(
  directions: readonly Direction[],
  changes: readonly Change[],
): Result<readonly PlanItem[], readonly PlanProblem[]> {
  const wantedByType = new Map(changes.map((change) => [typeKeyText(change), change.limit]));
  const seen = new Set<string>();
  const items: PlanItem[] = [];
  const problems: PlanProblem[] = [];
  for (const [position, change] of changes.entries()) {
    const direction = directions.find((one) => isOf(one, change));
    const row = direction?.labels.find((one) => rowText(one) === rowText(change));
    const key = typeKeyText(change);
    if (seen.has(key)) problems.push(repeated(position, change));
    else if (!direction || !row) problems.push(notListed(position, change, direction));
    else {
      const after = endState(direction, wantedByType);
      const problem = sureRefusal(position, row, change, after);
      if (problem) problems.push(problem);
      items.push(planItem(direction, row, change, after));
    }
    seen.add(key);
  }
  return problems.length > 0 ? failed(problems) : success(items);
}

const isOf = (direction: Direction, change: Change): boolean =>
  directionText({ from: direction.from.id, to: direction.to.id }) === directionText(change);

/**
 * The direction's rows as they will be when every wanted change of the request has been made. Of two
 * sides with one limit, the one that nothing is wanted of follows the other.
 */
function endState(direction: Direction, wantedByType: ReadonlyMap<string, Limit>): LabelRow[] {
  const pair = { from: direction.from.id, to: direction.to.id };
  const wantedOf = (row: LabelRow | undefined): Limit | undefined =>
    row && wantedByType.get(typeKeyText({ ...pair, ...row }));
  return direction.labels.map((row) => {
    const own = wantedOf(row);
    const wanted = own === undefined ? wantedOf(otherSide(direction, row)) : own;
    return wanted === undefined ? row : { ...row, limit: wanted };
  });
}

function planItem(
  direction: Direction,
  row: LabelRow,
  change: Change,
  after: readonly LabelRow[],
): PlanItem {
  return {
    from: change.from,
    to: change.to,
    category: row.category,
    typeId: row.typeId,
    label: row.label,
    action: actionOf(row.limit, change.limit),
    before: row.limit,
    after: change.limit,
    risks: risksOf(direction, row, change, after),
  };
}

function actionOf(before: Limit, after: Limit): PlanItem['action'] {
  if (before === after) return 'none';
  if (after === null) return 'purge';
  return before === null ? 'create' : 'update';
}

function risksOf(
  direction: Direction,
  row: LabelRow,
  change: Change,
  after: readonly LabelRow[],
): Risk[] {
  if (row.limit === change.limit) return [];
  const risks: Risk[] = [];
  if (isLowered(row.limit, change.limit)) risks.push('lowers');
  if (change.limit !== null && meetsObjectLimit(row, change.limit, after)) {
    risks.push('equal_to_object_limit');
  }
  const other = otherSide(direction, row);
  if (other || (row.label === null && direction.from.id === direction.to.id)) {
    const limit = other && after.find((one) => rowText(one) === rowText(other))?.limit;
    risks.push(other && limit !== change.limit ? 'sides_differ' : 'shared_by_both_directions');
  }
  return risks;
}

const meetsObjectLimit = (row: LabelRow, limit: number, after: readonly LabelRow[]): boolean =>
  after.some((other) => (row.label === null) !== (other.label === null) && other.limit === limit);

/**
 * HubSpot: "the label limit must not be above the object limit". Blocked here because it is sure;
 * equality is left to HubSpot (its page says both).
 */
function sureRefusal(
  position: number,
  row: LabelRow,
  change: Change,
  after: readonly LabelRow[],
): PlanProblem | null {
  const limit = change.limit;
  if (limit === null || row.limit === limit) return null;
  if (row.label === null) {
    const above = after.filter(
      (other) => other.label !== null && other.limit !== null && other.limit > limit,
    );
    return above.length === 0 ? null : objectBelowLabels(position, limit, above);
  }
  const object = after.find(
    (other) => other.label === null && other.limit !== null && other.limit < limit,
  );
  return object ? labelAboveObject(position, row.label, limit, object.limit) : null;
}

const objectBelowLabels = (
  position: number,
  limit: number,
  above: readonly LabelRow[],
): PlanProblem => ({
  position,
  code: 'object_limit_below_label',
  message: `The limit for all associations cannot be ${numberText(limit)}, because ${namesText(
    above.map((row) => `“${row.label ?? ''}” has ${limitText(row.limit)}`),
  )}. Lower those labels too, or choose a higher limit.`,
});

const labelAboveObject = (
  position: number,
  label: string,
  limit: number,
  objectLimit: Limit,
): PlanProblem => ({
  position,
  code: 'label_above_object_limit',
  message: `“${label}” cannot have ${numberText(limit)}, because all associations of this direction together are limited to ${limitText(objectLimit)}. Raise that limit too, or choose at most ${limitText(objectLimit)}.`,
});

const repeated = (position: number, change: Change): PlanProblem => ({
  position,
  code: 'repeated',
  message: `The label with type id ${String(change.typeId)} (${change.category}) is named more than once. Name it once.`,
});

function notListed(
  position: number,
  change: Change,
  direction: Direction | undefined,
): PlanProblem {
  const sameId = direction?.labels.find((row) => row.typeId === change.typeId);
  if (sameId) {
    return {
      position,
      code: 'wrong_category',
      message: `The label with type id ${String(change.typeId)} is ${sameId.category}, not ${change.category}.`,
    };
  }
  return {
    position,
    code: 'unknown_type',
    message: `There is no label with type id ${String(change.typeId)} (${change.category}) any more. It may have been deleted: load the labels again.`,
  };
}

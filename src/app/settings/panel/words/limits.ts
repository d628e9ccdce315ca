// Sentences about limits, labels and directions.
import { MAX_LIMIT, MIN_LIMIT, type Limit, type LimitProblem } from '../../domain/limit.ts';
import { limitText, numberText } from '../../domain/limitText.ts';
import { nameInText } from '../../domain/nameInText.ts';
import {
  namesakeOf,
  UNLABELLED,
  type Category,
  type NamedType,
  type ObjectType,
} from '../../domain/association.ts';
import type { Risk } from '../../domain/plan.ts';

/** A pair of object types, by the portal's own names. */
export interface Named {
  readonly from: Pick<ObjectType, 'singular' | 'plural'>;
  readonly to: Pick<ObjectType, 'singular' | 'plural'>;
}

/** Names of a direction by the ids of its object types; one that is not listed is named by its id. */
export function namedIn(
  types: readonly (Named['from'] & { readonly id: string })[],
  { from, to }: { readonly from: string; readonly to: string },
): Named {
  const nameOf = (id: string) =>
    types.find((type) => type.id === id) ?? { singular: id, plural: id };
  return { from: nameOf(from), to: nameOf(to) };
}

export const changeText = (before: Limit, after: Limit): string =>
  `${limitText(before)} → ${limitText(after)}`;

export const directionsText = (count: number): string =>
  count === 1 ? '1 direction' : `${numberText(count)} directions`;

export const labelName = (label: string | null): string => label ?? UNLABELLED;

/** How a label is named whose name is not known. */
export const typeIdText = (typeId: number): string => `type id ${String(typeId)}`;

/** What tells a label from another one of its name; nothing where there is none. */
export const asideText = (type: NamedType, types: readonly NamedType[]): string =>
  namesakeOf(type, types) ? ` (${kindName(type.category)}, ${typeIdText(type.typeId)})` : '';

/** The label's name, with what tells it from another one of the same name. */
export const nameAmong = (type: NamedType, types: readonly NamedType[]): string =>
  labelName(type.label) + asideText(type, types);

/** Tells the two sides of a label apart that reads alike from both. */
export const sideText = (typeId: number): string =>
  `One side of this label (${typeIdText(typeId)}).`;

/** How a sentence names a label. */
export const labelInSentence = (label: string | null): string =>
  label === null ? UNLABELLED : `“${nameInText(label)}”`;

export const directionName = ({ from, to }: Named): string =>
  `${nameInText(from.singular)} → ${nameInText(to.singular)}`;

export const unlabelledExplanation = ({ from, to }: Named): string =>
  `Counts every ${to.singular} of one ${from.singular}, whatever its label.`;

export function kindName(category: Category): string {
  switch (category) {
    case 'HUBSPOT_DEFINED':
      return 'HubSpot';
    case 'USER_DEFINED':
      return 'Custom';
    case 'INTEGRATOR_DEFINED':
      return 'From an app';
    case 'WORK':
      return 'Other';
  }
}

/** What a limit means, in one sentence. */
export function meaning({ from, to }: Named, label: string | null, limit: Limit): string {
  const records = limit === 1 ? to.singular : to.plural;
  const amount = limit === null ? 'any number of' : `at most ${numberText(limit)}`;
  return label === null
    ? `One ${from.singular} may have ${amount} ${records} in total (this counts every label).`
    : `One ${from.singular} may have ${amount} ${records} labelled “${label}”.`;
}

/** What limits of a direction mean, before there is a number. */
export function meaningOfAny({ from, to }: Named, label: string | null): string {
  return label === null
    ? `A limit says: one ${from.singular} may have at most N ${to.plural} in total (this counts every label).`
    : `A limit says: one ${from.singular} may have at most N ${to.plural} labelled “${label}”.`;
}

export function limitProblemSentence(problem: LimitProblem): string {
  switch (problem) {
    case 'empty':
      return `Type a number from ${numberText(MIN_LIMIT)} to ${numberText(MAX_LIMIT)}, or choose Remove limit.`;
    case 'not_whole':
      return 'Type a whole number, in digits only.';
    case 'below_minimum':
      return `The lowest limit is ${numberText(MIN_LIMIT)}.`;
    case 'above_maximum':
      return `The highest limit is ${numberText(MAX_LIMIT)}.`;
  }
}

export function riskSentence(risk: Risk, after: Limit, before: Limit = null): string {
  switch (risk) {
    case 'lowers':
      return `Records that have more than ${limitText(after)} keep them, but merging or syncing those records can fail.`;
    case 'equal_to_object_limit':
      return 'A label and all associations together would have the same limit. HubSpot may refuse that.';
    case 'shared_by_both_directions':
      return 'HubSpot keeps one limit for both sides of this pair, so the other side gets it, too.';
    case 'sides_differ':
      return 'HubSpot keeps one limit for both sides of this label, so only one of your two can stay.';
    case 'changed_since':
      return `Someone changed this limit since the plan that is undone. HubSpot has now: ${limitText(before)}.`;
  }
}

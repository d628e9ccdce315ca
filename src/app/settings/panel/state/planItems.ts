// Reading a plan: its rows, the names of its object types, and what can be asked for again.
import { typeKeyText } from '../../domain/association.ts';
import { isRetryable, type OutcomeKind } from '../../domain/outcome.ts';
import type { Change } from '../../domain/plan.ts';
import type { PlanView } from '../../domain/wire.ts';
import { directionName, namedIn, type Named } from '../words/limits.ts';

export type PlanItemView = PlanView['items'][number];

export const itemKey = (item: PlanItemView): string => typeKeyText(item);

/** The portal's names for the object types of an item; the id where the plan has no name. */
export const namesOf = ({ objectTypes }: PlanView, item: { from: string; to: string }): Named =>
  namedIn(objectTypes, item);

export const directionOf = (plan: PlanView, item: { from: string; to: string }): string =>
  directionName(namesOf(plan, item));

export const asChange = ({ from, to, category, typeId, after }: PlanItemView): Change => ({
  from,
  to,
  category,
  typeId,
  limit: after,
});

/** What was wanted and is not known to be there. */
export const retryableChanges = ({ items }: PlanView): readonly Change[] =>
  items.filter(({ outcome }) => isRetryable(outcome)).map(asChange);

/** What the plan changes; the rest was as wanted when it was made. */
export const changingItems = ({ items }: PlanView): readonly PlanItemView[] =>
  items.filter(({ action }) => action !== 'none');

/** What HubSpot has now. */
export const savedChanges = ({ items }: PlanView): readonly Change[] =>
  items
    .filter(({ outcome }) => outcome.kind === 'saved' || outcome.kind === 'unchanged')
    .map(asChange);

/** The rows whose outcome is of one kind, in the plan's order. */
export const itemsOfKind = ({ items }: PlanView, kind: OutcomeKind): readonly PlanItemView[] =>
  items.filter(({ outcome }) => outcome.kind === kind);

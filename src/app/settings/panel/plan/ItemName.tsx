// Which limit a row of a plan is about.
import { Text } from '@hubspot/ui-extensions';
import { directionText } from '../../domain/association.ts';
import type { PlanView } from '../../domain/wire.ts';
import { directionOf, type PlanItemView } from '../state/planItems.ts';
import { labelName, sideText } from '../words/limits.ts';

export interface ItemNameProps {
  readonly plan: PlanView;
  readonly item: PlanItemView;
}

export const ItemName = ({ plan, item }: ItemNameProps) => (
  <>
    <Text format={{ fontWeight: 'demibold' }}>{labelName(item.label)}</Text>
    <Text variant="microcopy">{directionOf(plan, item)}</Text>
    {hasNamesake(plan, item) && <Text variant="microcopy">{sideText(item.typeId)}</Text>}
  </>
);

const hasNamesake = ({ items }: PlanView, item: PlanItemView): boolean =>
  items.some(
    (other) =>
      other.typeId !== item.typeId &&
      other.label === item.label &&
      directionText(other) === directionText(item),
  );

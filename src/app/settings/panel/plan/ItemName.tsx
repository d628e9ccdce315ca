// Which limit a row of a plan is about.
import { Text } from '@hubspot/ui-extensions';
import { namesakeOf } from '../../domain/association.ts';
import type { PlanView } from '../../domain/wire.ts';
import { directionOf, type PlanItemView } from '../state/planItems.ts';
import { kindName, labelName, sideText } from '../words/limits.ts';

export interface ItemNameProps {
  readonly plan: PlanView;
  readonly item: PlanItemView;
}

export function ItemName({ plan, item }: ItemNameProps) {
  const namesake = namesakeOf(item, plan.items);
  return (
    <>
      <Text format={{ fontWeight: 'demibold' }}>{labelName(item.label)}</Text>
      <Text variant="microcopy">{directionOf(plan, item)}</Text>
      {namesake && (
        <Text variant="microcopy">
          {namesake.category === item.category ? sideText(item.typeId) : kindName(item.category)}
        </Text>
      )}
    </>
  );
}

// Which limit a row of a plan is about.
import { Text } from '@hubspot/ui-extensions';
import type { PlanView } from '../../domain/wire.ts';
import { directionOf, type PlanItemView } from '../state/planItems.ts';
import { nameAmong } from '../words/limits.ts';

export interface ItemNameProps {
  readonly plan: PlanView;
  readonly item: PlanItemView;
}

export const ItemName = ({ plan, item }: ItemNameProps) => (
  <>
    <Text format={{ fontWeight: 'demibold' }}>{nameAmong(item, plan.items)}</Text>
    <Text variant="microcopy">{directionOf(plan, item)}</Text>
  </>
);

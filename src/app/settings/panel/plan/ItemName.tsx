// Which limit a row of a plan is about.
import { Text } from '@hubspot/ui-extensions';
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

const hasNamesake = ({ items }: PlanView, { from, to, label, typeId }: PlanItemView): boolean =>
  items.some(
    (other) =>
      other.typeId !== typeId && other.label === label && other.from === from && other.to === to,
  );

// The planned changes, from -> to, with what each means.
import { StatusTag, TableCell, TableRow, Text } from '@hubspot/ui-extensions';
import { isLowered } from '../../domain/limit.ts';
import type { PlanView } from '../../domain/wire.ts';
import { HubSpotReport } from '../scan/HubSpotReport.tsx';
import { itemKey, namesOf, type PlanItemView } from '../state/planItems.ts';
import { warningText } from '../words/edit.ts';
import { changeText, meaning, riskSentence } from '../words/limits.ts';
import { reviewWords } from '../words/review.ts';
import { ItemName } from './ItemName.tsx';
import { PagedTable } from './PagedTable.tsx';

export interface ReviewTableProps {
  readonly plan: PlanView;
  readonly items: readonly PlanItemView[];
  /** How many records would be over a limit, by the item's key. */
  readonly counts: ReadonlyMap<string, string>;
}

const columns = [
  { title: reviewWords.columnLimit },
  { title: reviewWords.columnChange },
  { title: reviewWords.columnMeaning },
];

export const ReviewTable = ({ plan, items, counts }: ReviewTableProps) => (
  <PagedTable
    columns={columns}
    items={items}
    row={(item) => (
      <ReviewRow
        key={itemKey(item)}
        plan={plan}
        item={item}
        count={counts.get(itemKey(item)) ?? ''}
        reports={item === items.find((one) => isLowering(one) && isSameDirection(one, item))}
      />
    )}
  />
);

interface ReviewRowProps {
  readonly plan: PlanView;
  readonly item: PlanItemView;
  readonly count: string;
  /** HubSpot's report stands once for a direction, at its first lowered limit. */
  readonly reports: boolean;
}

const isLowering = ({ before, after }: PlanItemView): boolean => isLowered(before, after);

const isSameDirection = (one: PlanItemView, other: PlanItemView): boolean =>
  one.from === other.from && one.to === other.to;

function ReviewRow({ plan, item, count, reports }: ReviewRowProps) {
  const warning = item.risks.map((risk) => riskSentence(risk, item.after, item.before)).join(' ');
  return (
    <TableRow>
      <TableCell>
        <ItemName plan={plan} item={item} />
      </TableCell>
      <TableCell>
        <StatusTag variant={warning === '' ? 'info' : 'warning'}>
          {changeText(item.before, item.after)}
        </StatusTag>
      </TableCell>
      <TableCell>
        <Text>{meaning(namesOf(plan, item), item.label, item.after)}</Text>
        {count === '' ? null : <Text format={{ fontWeight: 'demibold' }}>{count}</Text>}
        {warning === '' ? null : <Text variant="microcopy">{warningText(warning)}</Text>}
        {reports && <HubSpotReport pair={item} />}
      </TableCell>
    </TableRow>
  );
}

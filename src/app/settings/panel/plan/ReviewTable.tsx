// The planned changes, from -> to, with what each means.
import { StatusTag, TableCell, TableRow, Text } from '@hubspot/ui-extensions';
import { directionText } from '../../domain/association.ts';
import { isLowered } from '../../domain/limit.ts';
import type { PlanView } from '../../domain/wire.ts';
import { HubSpotReport } from '../scan/HubSpotReport.tsx';
import { itemKey, namesOf, type PlanItemView } from '../state/planItems.ts';
import { PagedTable } from '../status/PagedTable.tsx';
import { warningText } from '../words/edit.ts';
import { changeText, meaning, riskSentence } from '../words/limits.ts';
import { reviewWords } from '../words/review.ts';
import { ItemName } from './ItemName.tsx';

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
        reports={item === items.find((one) => isLoweredIn(one, directionText(item)))}
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

const isLoweredIn = (item: PlanItemView, direction: string): boolean =>
  isLowered(item.before, item.after) && directionText(item) === direction;

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

// Rows of a plan with the state that each is in.
import { StatusTag, TableCell, TableRow } from '@hubspot/ui-extensions';
import type { PlanView } from '../../domain/wire.ts';
import type { OutcomeKind } from '../../domain/outcome.ts';
import { itemKey, type PlanItemView } from '../state/planItems.ts';
import { PagedTable } from '../status/PagedTable.tsx';
import { changeText } from '../words/limits.ts';
import { outcomeName } from '../../domain/outcomeWords.ts';
import { progressWords } from '../words/progress.ts';
import { ItemName } from './ItemName.tsx';

export interface OutcomeTableProps {
  readonly plan: PlanView;
  readonly items: readonly PlanItemView[];
}

const columns = [
  { title: progressWords.columnLimit },
  { title: progressWords.columnChange },
  { title: progressWords.columnState, width: 'min' },
] as const;

export const OutcomeTable = ({ plan, items }: OutcomeTableProps) => (
  <PagedTable
    columns={columns}
    items={items}
    row={(item) => (
      <TableRow key={itemKey(item)}>
        <TableCell>
          <ItemName plan={plan} item={item} />
        </TableCell>
        <TableCell>{changeText(item.before, item.after)}</TableCell>
        <TableCell>
          <OutcomeTag kind={item.outcome.kind} />
        </TableCell>
      </TableRow>
    )}
  />
);

export const OutcomeTag = ({ kind }: { readonly kind: OutcomeKind }) => (
  <StatusTag variant={tagVariants[kind]}>{outcomeName(kind)}</StatusTag>
);

const tagVariants = {
  waiting: 'default',
  sending: 'info',
  checking: 'info',
  saved: 'success',
  unchanged: 'default',
  refused: 'danger',
  not_tried: 'warning',
  unknown: 'warning',
} as const satisfies Record<OutcomeKind, string>;

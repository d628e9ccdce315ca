// Rows of a plan with the state that each is in.
import { useState } from 'react';
import {
  StatusTag,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '@hubspot/ui-extensions';
import type { PlanView } from '../../domain/wire.ts';
import type { OutcomeKind } from '../../domain/outcome.ts';
import { pageOf } from '../state/labelRows.ts';
import { itemKey, type PlanItemView } from '../state/planItems.ts';
import { pagesOf } from '../status/pages.ts';
import { changeText } from '../words/limits.ts';
import { outcomeName } from '../words/outcomes.ts';
import { progressWords } from '../words/progress.ts';
import { ItemName } from './ItemName.tsx';

export interface OutcomeTableProps {
  readonly plan: PlanView;
  readonly items: readonly PlanItemView[];
}

export function OutcomeTable({ plan, items }: OutcomeTableProps) {
  const [wantedPage, turnTo] = useState(1);
  const page = pageOf(items, wantedPage);
  return (
    <Table bordered {...pagesOf(page, turnTo)}>
      <TableHead>
        <TableRow>
          <TableHeader>{progressWords.columnLimit}</TableHeader>
          <TableHeader>{progressWords.columnChange}</TableHeader>
          <TableHeader width="min">{progressWords.columnState}</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {page.items.map((item) => (
          <TableRow key={itemKey(item)}>
            <TableCell>
              <ItemName plan={plan} item={item} />
            </TableCell>
            <TableCell>{changeText(item.before, item.after)}</TableCell>
            <TableCell>
              <OutcomeTag kind={item.outcome.kind} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

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

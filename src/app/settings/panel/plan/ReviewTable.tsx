// The planned changes, from -> to, with what each means.
import { useState } from 'react';
import {
  StatusTag,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  Text,
} from '@hubspot/ui-extensions';
import type { PlanView } from '../../domain/wire.ts';
import { pageOf } from '../state/labelRows.ts';
import { itemKey, namesOf, type PlanItemView } from '../state/planItems.ts';
import { pagesOf } from '../status/pages.ts';
import { warningText } from '../words/edit.ts';
import { changeText, meaning, riskSentence } from '../words/limits.ts';
import { reviewWords } from '../words/review.ts';
import { ItemName } from './ItemName.tsx';

export interface ReviewTableProps {
  readonly plan: PlanView;
  readonly items: readonly PlanItemView[];
}

export function ReviewTable({ plan, items }: ReviewTableProps) {
  const [wantedPage, turnTo] = useState(1);
  const page = pageOf(items, wantedPage);
  return (
    <Table bordered {...pagesOf(page, turnTo)}>
      <TableHead>
        <TableRow>
          <TableHeader>{reviewWords.columnLimit}</TableHeader>
          <TableHeader>{reviewWords.columnChange}</TableHeader>
          <TableHeader>{reviewWords.columnMeaning}</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {page.items.map((item) => (
          <ReviewRow key={itemKey(item)} plan={plan} item={item} />
        ))}
      </TableBody>
    </Table>
  );
}

function ReviewRow({ plan, item }: { readonly plan: PlanView; readonly item: PlanItemView }) {
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
        {warning === '' ? null : <Text variant="microcopy">{warningText(warning)}</Text>}
      </TableCell>
    </TableRow>
  );
}

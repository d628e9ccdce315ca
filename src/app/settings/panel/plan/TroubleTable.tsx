// The limits that are not known to be saved, each with why and what to do.
import { useState } from 'react';
import {
  Flex,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  Text,
} from '@hubspot/ui-extensions';
import { pageOf } from '../state/labelRows.ts';
import { itemKey } from '../state/planItems.ts';
import { pagesOf } from '../status/pages.ts';
import { changeText } from '../words/limits.ts';
import { hubspotSentence, nowSentence, outcomeWords } from '../words/outcomes.ts';
import { progressWords } from '../words/progress.ts';
import { HubSpotAnswer } from './HubSpotAnswer.tsx';
import { ItemName, type ItemNameProps } from './ItemName.tsx';
import { OutcomeTag, type OutcomeTableProps } from './OutcomeTable.tsx';

export function TroubleTable({ plan, items }: OutcomeTableProps) {
  const [wantedPage, turnTo] = useState(1);
  const page = pageOf(items, wantedPage);
  return (
    <Table bordered {...pagesOf(page, turnTo)}>
      <TableHead>
        <TableRow>
          <TableHeader>{progressWords.columnLimit}</TableHeader>
          <TableHeader width="min">{progressWords.columnState}</TableHeader>
          <TableHeader>{progressWords.columnChange}</TableHeader>
          <TableHeader>{progressWords.columnWhy}</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {page.items.map((item) => (
          <TroubleRow key={itemKey(item)} plan={plan} item={item} />
        ))}
      </TableBody>
    </Table>
  );
}

function TroubleRow({ plan, item }: ItemNameProps) {
  return (
    <TableRow>
      <TableCell>
        <ItemName plan={plan} item={item} />
      </TableCell>
      <TableCell>
        <OutcomeTag kind={item.outcome.kind} />
      </TableCell>
      <TableCell>{changeText(item.before, item.after)}</TableCell>
      <TableCell>
        <Why item={item} />
      </TableCell>
    </TableRow>
  );
}

function Why({ item }: Pick<ItemNameProps, 'item'>) {
  const { outcome, label } = item;
  const words = outcomeWords(outcome);
  if (!words) return '';
  const now = 'now' in outcome ? nowSentence(outcome.now) : '';
  const says = hubspotSentence(outcome);
  const said = 'hubspot' in outcome ? outcome.hubspot : null;
  return (
    <Flex direction="column" gap="xs">
      <Text>{words.why}</Text>
      {says === '' ? null : <Text>{says}</Text>}
      {now === '' ? null : <Text>{now}</Text>}
      <Text format={{ fontWeight: 'demibold' }}>{words.wayOut}</Text>
      {said ? <HubSpotAnswer said={said} label={label} /> : null}
    </Flex>
  );
}

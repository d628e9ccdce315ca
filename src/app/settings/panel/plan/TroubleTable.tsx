// The limits that are not known to be saved, each with why and what to do.
import { Flex, TableCell, TableRow, Text } from '@hubspot/ui-extensions';
import { itemKey } from '../state/planItems.ts';
import { PagedTable } from '../status/PagedTable.tsx';
import { changeText } from '../words/limits.ts';
import { hubspotSentence, nowSentence, outcomeWords } from '../../domain/outcomeWords.ts';
import { progressWords } from '../words/progress.ts';
import { HubSpotAnswer } from './HubSpotAnswer.tsx';
import { ItemName, type ItemNameProps } from './ItemName.tsx';
import { OutcomeTag, type OutcomeTableProps } from './OutcomeTable.tsx';

const columns = [
  { title: progressWords.columnLimit },
  { title: progressWords.columnState, width: 'min' },
  { title: progressWords.columnChange },
  { title: progressWords.columnWhy },
] as const;

export const TroubleTable = ({ plan, items }: OutcomeTableProps) => (
  <PagedTable
    columns={columns}
    items={items}
    row={(item) => <TroubleRow key={itemKey(item)} plan={plan} item={item} />}
  />
);

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

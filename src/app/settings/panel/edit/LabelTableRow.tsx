// One label: its limit now, the field for the new one, and what that changes. Memoised, and given
// plain values only: every row that is drawn again is a message to HubSpot's page.
import { memo } from 'react';
import {
  ButtonRow,
  Flex,
  Input,
  StatusTag,
  TableCell,
  TableRow,
  Text,
} from '@hubspot/ui-extensions';
import { typeKeyText, type TypeKey } from '../../domain/association.ts';
import type { Limit } from '../../domain/limit.ts';
import { ShowRecords } from '../scan/ShowRecords.tsx';
import { textOfLimit } from '../state/drafts.ts';
import type { Dispatch } from '../state/panelState.ts';
import { RowButton } from '../status/RowButton.tsx';
import { editWords, keepButton, newLimitLabel, warningText } from '../words/edit.ts';
import { limitText } from '../../domain/limitText.ts';
import { changeText, kindName, labelName } from '../words/limits.ts';
import { useOwnText } from './useOwnText.ts';

export interface LabelTableRowProps {
  readonly type: TypeKey;
  readonly label: string | null;
  /** What tells the row's field and buttons from those of the other rows. */
  readonly name: string;
  readonly now: Limit;
  readonly explanation: string;
  /** What was typed; null: to be removed; undefined: nothing. */
  readonly typed: string | null | undefined;
  /** Whether that differs from the limit now. */
  readonly changes: boolean;
  /** The limit asked for; undefined where there is none, or none that can be read. */
  readonly wanted: Limit | undefined;
  readonly problem: string;
  /** What the limit asked for means; for a reader, what the limit now means. */
  readonly meaning: string;
  readonly warning: string;
  /** How many records are over that limit, where a scan tells it. */
  readonly count: string;
  /** That limit, where some record is over it; 0 where none is known to be. */
  readonly over: number;
  /** The person may look only: there is no field. */
  readonly readOnly: boolean;
  readonly dispatch: Dispatch;
}

export const LabelTableRow = memo(function LabelTableRow(props: LabelTableRowProps) {
  const { type, label, now, explanation, readOnly } = props;
  return (
    <TableRow>
      <TableCell>
        <Text format={{ fontWeight: 'demibold' }}>{labelName(label)}</Text>
        {explanation === '' ? null : <Text variant="microcopy">{explanation}</Text>}
      </TableCell>
      <TableCell>{kindName(type.category)}</TableCell>
      <TableCell>{limitText(now)}</TableCell>
      {readOnly ? null : (
        <TableCell>
          <NewLimit {...props} />
        </TableCell>
      )}
      <TableCell>{readOnly ? <WhatLimitMeans {...props} /> : <WhatChanges {...props} />}</TableCell>
    </TableRow>
  );
});

function NewLimit(props: LabelTableRowProps) {
  const { type, name, now, typed, problem, dispatch } = props;
  const wanted = typed === undefined ? textOfLimit(now) : (typed ?? '');
  const { fieldKey, field } = useOwnText(wanted, (text) => {
    dispatch({ type: 'typeLimit', target: type, typed: text, now });
  });
  return (
    <Flex direction="column" gap="xs">
      <Input
        key={fieldKey}
        label={newLimitLabel(name)}
        name={`limit ${typeKeyText(type)}`}
        {...field}
        placeholder={editWords.noLimit}
        error={problem !== ''}
        validationMessage={problem}
      />
      {now === null && typed === undefined ? null : <LimitButtons {...props} />}
    </Flex>
  );
}

/** The first button takes a limit away and brings it back, so that focus stays where it is. */
const LimitButtons = ({ type, name, now, typed, dispatch }: LabelTableRowProps) => {
  const keep = (): void => {
    dispatch({ type: 'keepLimit', target: type });
  };
  const remove = (): void => {
    dispatch({ type: 'removeLimit', target: type, now });
  };
  const isRemoved = typed === null;
  return (
    <ButtonRow>
      {now === null ? null : (
        <RowButton
          of={name}
          icon={isRemoved ? 'undo' : 'remove'}
          onClick={isRemoved ? keep : remove}
        >
          {isRemoved ? keepButton(now) : editWords.removeLimit}
        </RowButton>
      )}
      {typed === undefined || isRemoved ? null : (
        <RowButton of={name} icon="undo" onClick={keep}>
          {keepButton(now)}
        </RowButton>
      )}
    </ButtonRow>
  );
};

function WhatChanges(props: LabelTableRowProps) {
  const { now, changes, wanted, problem, warning } = props;
  if (!changes) return '';
  if (problem !== '' || wanted === undefined) {
    return <StatusTag variant="danger">{editWords.needsCorrection}</StatusTag>;
  }
  return (
    <Flex direction="column" gap="xs" align="start">
      <StatusTag variant={warning === '' ? 'info' : 'warning'}>{changeText(now, wanted)}</StatusTag>
      <WhatItMeans {...props} />
      {warning === '' ? null : <Text variant="microcopy">{warningText(warning)}</Text>}
      {props.over === 0 ? null : <ShowRecords {...props} />}
    </Flex>
  );
}

const WhatItMeans = ({ meaning, count }: LabelTableRowProps) => (
  <>
    <Text>{meaning}</Text>
    {count === '' ? null : <Text format={{ fontWeight: 'demibold' }}>{count}</Text>}
  </>
);

const WhatLimitMeans = (props: LabelTableRowProps) => (
  <Flex direction="column" gap="xs" align="start">
    <WhatItMeans {...props} />
    {props.over === 0 ? null : <ShowRecords {...props} />}
  </Flex>
);

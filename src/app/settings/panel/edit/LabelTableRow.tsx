// One label: its limit now, the field for the new one, and what that changes. Memoised, and given
// plain values only: every row that is drawn again is a message to HubSpot's page.
import { memo } from 'react';
import {
  Button,
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
import { textOfLimit } from '../state/drafts.ts';
import type { Dispatch } from '../state/panelState.ts';
import { editWords, keepButton, newLimitLabel, warningText } from '../words/edit.ts';
import { changeText, kindName, labelName, limitText } from '../words/limits.ts';

export interface LabelTableRowProps {
  readonly type: TypeKey;
  readonly label: string | null;
  readonly now: Limit;
  readonly explanation: string;
  /** What was typed; null: to be removed; undefined: not edited. */
  readonly typed: string | null | undefined;
  /** The limit asked for; undefined where there is none, or none that can be read. */
  readonly wanted: Limit | undefined;
  readonly problem: string;
  readonly meaning: string;
  readonly warning: string;
  readonly readOnly: boolean;
  readonly dispatch: Dispatch;
}

export const LabelTableRow = memo(function LabelTableRow(props: LabelTableRowProps) {
  const { type, label, now, explanation } = props;
  return (
    <TableRow>
      <TableCell>
        <Text format={{ fontWeight: 'demibold' }}>{labelName(label)}</Text>
        {explanation === '' ? null : <Text variant="microcopy">{explanation}</Text>}
      </TableCell>
      <TableCell>{kindName(type.category)}</TableCell>
      <TableCell>{limitText(now)}</TableCell>
      <TableCell>
        <NewLimit {...props} />
      </TableCell>
      <TableCell>
        <WhatChanges {...props} />
      </TableCell>
    </TableRow>
  );
});

function NewLimit(props: LabelTableRowProps) {
  const { type, label, now, typed, problem, readOnly, dispatch } = props;
  const change = (text: string): void => {
    dispatch({ type: 'typeLimit', target: type, typed: text, now });
  };
  return (
    <Flex direction="column" gap="xs">
      <Input
        label={newLimitLabel(label)}
        name={`limit ${typeKeyText(type)}`}
        value={typed === undefined ? textOfLimit(now) : (typed ?? '')}
        placeholder={editWords.noLimit}
        readOnly={readOnly}
        error={problem !== ''}
        validationMessage={problem}
        onInput={change}
        onChange={change}
      />
      {readOnly || (now === null && typed === undefined) ? null : <RowButtons {...props} />}
    </Flex>
  );
}

const RowButtons = ({ type, now, typed, dispatch }: LabelTableRowProps) => (
  <ButtonRow>
    {now === null || typed === null ? null : (
      <Button
        size="xs"
        variant="secondary"
        onClick={() => {
          dispatch({ type: 'removeLimit', target: type, now });
        }}
      >
        {editWords.removeLimit}
      </Button>
    )}
    {typed === undefined ? null : (
      <Button
        size="xs"
        variant="secondary"
        onClick={() => {
          dispatch({ type: 'keepLimit', target: type });
        }}
      >
        {keepButton(now)}
      </Button>
    )}
  </ButtonRow>
);

function WhatChanges({ now, typed, wanted, problem, meaning, warning }: LabelTableRowProps) {
  if (typed === undefined) return '';
  if (problem !== '' || wanted === undefined) {
    return <StatusTag variant="danger">{editWords.needsCorrection}</StatusTag>;
  }
  return (
    <Flex direction="column" gap="xs">
      <StatusTag variant={warning === '' ? 'info' : 'warning'}>{changeText(now, wanted)}</StatusTag>
      <Text>{meaning}</Text>
      {warning === '' ? null : <Text variant="microcopy">{warningText(warning)}</Text>}
    </Flex>
  );
}

// One label of the overview, or one direction of which no labels are known. Memoised, and given
// plain values only: every row that is drawn again is a message to HubSpot's page.
import { memo } from 'react';
import { Button, Checkbox, StatusTag, TableCell, TableRow, Text } from '@hubspot/ui-extensions';
import type { Category } from '../../domain/association.ts';
import type { Dispatch } from '../state/panelState.ts';
import { chooseRow } from '../words/overview.ts';
import type { OverviewDispatch } from './overviewState.ts';

export interface OverviewTableRowProps {
  readonly from: string;
  readonly to: string;
  readonly category: Category | undefined;
  readonly typeId: number | undefined;
  readonly direction: string;
  /** The first row of its direction here: one button opens the pair, not one in each of its rows. */
  readonly isFirst: boolean;
  /** The label's name; of a direction that could not be read, the reason. */
  readonly label: string;
  /** The limit; of a direction without known labels, why there is none to show. */
  readonly limit: string;
  readonly isKnown: boolean;
  readonly readAt: string;
  readonly canChoose: boolean;
  readonly isChosen: boolean;
  readonly overviewDispatch: OverviewDispatch;
  readonly dispatch: Dispatch;
}

export const OverviewTableRow = memo(function OverviewTableRow(props: OverviewTableRowProps) {
  const { direction, label, limit, isFirst, isKnown, readAt, canChoose } = props;
  return (
    <TableRow>
      {canChoose ? (
        <TableCell>
          <Chooser {...props} />
        </TableCell>
      ) : null}
      <TableCell>{isFirst ? <PairButton {...props} /> : direction}</TableCell>
      <TableCell>{isKnown ? label : <Text variant="microcopy">{label}</Text>}</TableCell>
      <TableCell>{isKnown ? limit : <StatusTag variant="warning">{limit}</StatusTag>}</TableCell>
      <TableCell>{readAt}</TableCell>
    </TableRow>
  );
});

const PairButton = ({ from, to, direction, dispatch }: OverviewTableRowProps) => (
  <Button
    size="xs"
    variant="transparent"
    onClick={() => {
      dispatch({ type: 'openPair', from, to });
    }}
  >
    {direction}
  </Button>
);

function Chooser(props: OverviewTableRowProps) {
  const { from, to, category, typeId, direction, label, isChosen, overviewDispatch } = props;
  if (category === undefined || typeId === undefined) return '';
  return (
    <Checkbox
      name={`choose ${from} ${to} ${category} ${String(typeId)}`}
      aria-label={chooseRow(direction, label)}
      checked={isChosen}
      onChange={(isOn) => {
        const labels = [{ from, to, category, typeId }];
        overviewDispatch({ type: isOn ? 'choose' : 'unchoose', labels });
      }}
    />
  );
}

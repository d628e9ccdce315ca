// What a finished scan found of one label at a time, beside what HubSpot's own report says.
import { useMemo } from 'react';
import { Select, Text } from '@hubspot/ui-extensions';
import { rowText, type Direction } from '../../domain/association.ts';
import { countedRecords, type Scan } from '../../domain/scan.ts';
import type { Edits } from '../state/edits.ts';
import { labelRowsOf } from '../state/labelRows.ts';
import type { Dispatch } from '../state/panelState.ts';
import { nameAmong } from '../words/limits.ts';
import { doneText, scanWords } from '../words/scan.ts';
import { dateTimeText } from '../words/time.ts';
import { HubSpotReport } from './HubSpotReport.tsx';
import { LabelSpread } from './LabelSpread.tsx';

export interface ScanResultProps {
  readonly direction: Direction;
  readonly scan: Scan;
  /** The label on show, by its `rowText`; null: the first. */
  readonly counted: string | null;
  readonly edits: Edits;
  readonly dispatch: Dispatch;
}

export function ScanResult({ direction, scan, counted, edits, dispatch }: ScanResultProps) {
  const rows = useMemo(() => labelRowsOf(direction), [direction]);
  const named = rows.map(({ type, row: { label } }) => ({ ...type, label }));
  const shown = rows.find(({ row }) => rowText(row) === counted) ?? rows[0];
  const records = countedRecords(scan);
  const found = shown && scan.types.find((type) => rowText(type) === rowText(shown.row));
  return (
    <>
      <Text>{doneText(scan, records, dateTimeText(scan.finishedAt ?? scan.startedAt))}</Text>
      {shown && rows.length > 1 ? (
        <Select
          label={scanWords.label}
          name="counted label"
          options={named.map((one) => ({ label: nameAmong(one, named), value: rowText(one) }))}
          value={rowText(shown.row)}
          onChange={(row) => {
            dispatch({ type: 'showCounted', row: String(row) });
          }}
        />
      ) : null}
      {shown && found ? (
        <LabelSpread
          key={shown.key}
          direction={direction}
          type={shown.type}
          label={shown.row.label}
          distribution={found.distribution}
          counted={records}
          now={shown.row.limit}
          wanted={edits.get(shown.key)?.wanted}
          dispatch={dispatch}
        />
      ) : (
        <Text>{scanWords.newLabel}</Text>
      )}
      <HubSpotReport pair={{ from: direction.from.id, to: direction.to.id }} />
    </>
  );
}

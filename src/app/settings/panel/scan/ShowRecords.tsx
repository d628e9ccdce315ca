// The way to the records above a limit.
import type { TypeKey } from '../../domain/association.ts';
import type { Dispatch } from '../state/panelState.ts';
import { RowButton } from '../status/RowButton.tsx';
import { scanWords } from '../words/scan.ts';

export interface ShowRecordsProps {
  readonly type: TypeKey;
  /** What tells the row from the others. */
  readonly name: string;
  /** The limit. */
  readonly over: number;
  readonly dispatch: Dispatch;
}

export const ShowRecords = ({ type, name, over, dispatch }: ShowRecordsProps) => (
  <RowButton
    of={name}
    onClick={() => {
      dispatch({ type: 'openRecords', target: type, over });
    }}
  >
    {scanWords.showRecords}
  </RowButton>
);

// The way to the records above a limit.
import { Button } from '@hubspot/ui-extensions';
import type { TypeKey } from '../../domain/association.ts';
import type { Dispatch } from '../state/panelState.ts';
import { scanWords } from '../words/scan.ts';

export interface ShowRecordsProps {
  readonly type: TypeKey;
  /** The limit. */
  readonly over: number;
  readonly dispatch: Dispatch;
}

export const ShowRecords = ({ type, over, dispatch }: ShowRecordsProps) => (
  <Button
    size="xs"
    variant="secondary"
    onClick={() => {
      dispatch({ type: 'openRecords', target: type, over });
    }}
  >
    {scanWords.showRecords}
  </Button>
);

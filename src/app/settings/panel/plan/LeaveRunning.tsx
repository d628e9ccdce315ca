// The way from a plan that goes on by itself.
import { Button, ButtonRow } from '@hubspot/ui-extensions';
import type { Dispatch } from '../state/panelState.ts';
import { progressWords } from '../words/progress.ts';

export const LeaveRunning = ({ dispatch }: { readonly dispatch: Dispatch }) => (
  <ButtonRow>
    <Button
      variant="secondary"
      onClick={() => {
        dispatch({ type: 'leavePlan', settled: [] });
      }}
    >
      {progressWords.leave}
    </Button>
  </ButtonRow>
);

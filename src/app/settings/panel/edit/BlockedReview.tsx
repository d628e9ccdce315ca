// Names the limits that must be corrected before the review, wherever they are.
import { Alert, Button, Flex } from '@hubspot/ui-extensions';
import type { RowEdit } from '../state/edits.ts';
import type { Dispatch } from '../state/panelState.ts';
import { limitName } from '../state/places.ts';
import { Lines } from '../status/Lines.tsx';
import { blockedTitle, editWords } from '../words/edit.ts';
import { labelName } from '../words/limits.ts';
import { refusedLine } from '../words/review.ts';

export interface BlockedReviewProps {
  readonly problems: readonly RowEdit[];
  readonly dispatch: Dispatch;
}

/** More lines than this would push the table off the screen. */
const MOST_LINES = 5;

export function BlockedReview({ problems, dispatch }: BlockedReviewProps) {
  const first = problems[0];
  return (
    <Alert title={blockedTitle(problems.length)} variant="danger">
      <Flex direction="column" gap="sm" align="start">
        <Lines
          lines={problems.map((edit) => refusedLine(limitName(edit), edit.problem ?? ''))}
          most={MOST_LINES}
        />
        {first ? (
          <Button
            size="sm"
            variant="secondary"
            onClick={() => {
              const search = first.row ? labelName(first.row.label) : '';
              dispatch({ type: 'showRow', target: first.draft.type, search });
            }}
          >
            {editWords.showFirst}
          </Button>
        ) : null}
      </Flex>
    </Alert>
  );
}

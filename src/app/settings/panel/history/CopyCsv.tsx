// Copies limits of the history as CSV, which the server writes; where the browser does not allow it,
// shows the text to be copied by hand.
import { Flex, LoadingButton, Text, TextArea } from '@hubspot/ui-extensions';
import { useHistoryExport, type ExportWish } from '../../data/history.ts';
import { MutationState } from '../status/MutationState.tsx';
import { useCopyText } from '../status/useCopyText.ts';
import { historyWords } from '../words/history.ts';

export interface CopyCsvProps {
  readonly asked: ExportWish;
  /** Text of the button. */
  readonly text: string;
  /** What is said where only so many limits fit into the copy. */
  readonly incomplete: (limits: number) => string;
}

export function CopyCsv({ asked, text, incomplete }: CopyCsvProps) {
  const { refused, copy } = useCopyText();
  const exported = useHistoryExport(({ csv }) => {
    void copy(csv, historyWords.copied);
  });
  return (
    <Flex direction="column" gap="sm" align="start">
      <MutationState mutation={exported} />
      <LoadingButton
        variant="secondary"
        size="sm"
        loading={exported.isPending}
        onClick={() => {
          exported.mutate(asked);
        }}
      >
        {text}
      </LoadingButton>
      {exported.data?.complete === false ? <Text>{incomplete(exported.data.limits)}</Text> : null}
      {refused === null ? null : (
        <TextArea
          label={historyWords.csv}
          name="csv"
          description={historyWords.notCopied}
          value={refused}
          rows={8}
          readOnly
        />
      )}
    </Flex>
  );
}

// Copies a CSV text; where the browser does not allow it, shows the text to be copied by hand.
import { Button, Flex, TextArea } from '@hubspot/ui-extensions';
import { useCopyText } from '../status/useCopyText.ts';
import { historyWords } from '../words/history.ts';

export interface CopyCsvProps {
  /** Text of the button. */
  readonly text: string;
  readonly csv: () => string;
}

export function CopyCsv({ text, csv }: CopyCsvProps) {
  const { refused, copy } = useCopyText();
  return (
    <Flex direction="column" gap="sm" align="start">
      <Button
        variant="secondary"
        size="sm"
        onClick={() => {
          void copy(csv(), historyWords.copied);
        }}
      >
        {text}
      </Button>
      <ByHand csv={refused} />
    </Flex>
  );
}

/** The text that could not be copied; null: there is none. */
export const ByHand = ({ csv }: { readonly csv: string | null }) =>
  csv === null ? null : (
    <TextArea
      label={historyWords.csv}
      name="csv"
      description={historyWords.notCopied}
      value={csv}
      rows={8}
      readOnly
    />
  );

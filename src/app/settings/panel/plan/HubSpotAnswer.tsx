// Everything HubSpot said about one limit, on demand, to read or to send to its support.
import {
  Accordion,
  DescriptionList,
  DescriptionListItem,
  Flex,
  Text,
} from '@hubspot/ui-extensions';
import type { HubSpotError } from '../../domain/outcome.ts';
import { RowButton } from '../status/RowButton.tsx';
import { useCopyText } from '../status/useCopyText.ts';
import { labelInSentence } from '../words/limits.ts';
import { answerLines, answerText, answerTitle, progressWords } from '../words/progress.ts';

export interface HubSpotAnswerProps {
  readonly said: HubSpotError;
  readonly label: string | null;
}

export function HubSpotAnswer({ said, label }: HubSpotAnswerProps) {
  const { refused, copy } = useCopyText();
  const lines = answerLines(said);
  return (
    <Accordion title={answerTitle(label)} size="xs">
      <Flex direction="column" gap="sm" align="start">
        <DescriptionList direction="column">
          {lines.map((line) => (
            <DescriptionListItem key={line.label} label={line.label}>
              {line.value}
            </DescriptionListItem>
          ))}
        </DescriptionList>
        <RowButton
          of={labelInSentence(label)}
          icon="copy"
          onClick={() => {
            void copy(answerText(lines), progressWords.copied);
          }}
        >
          {progressWords.copy}
        </RowButton>
        {refused === null ? null : <Text>{progressWords.copyFailed}</Text>}
      </Flex>
    </Accordion>
  );
}

// Everything HubSpot said about one limit, on demand, to read or to send to its support.
import { useState } from 'react';
import {
  Accordion,
  Button,
  DescriptionList,
  DescriptionListItem,
  Flex,
  Text,
  useExtensionActions,
} from '@hubspot/ui-extensions';
import type { HubSpotError } from '../../domain/outcome.ts';
import { answerLines, answerText, answerTitle, progressWords } from '../words/progress.ts';

/** HubSpot's types name the DOM's clipboard, which a worker does not have. */
interface CopyActions {
  readonly addAlert: (alert: { type: 'success'; message: string }) => void;
  readonly copyTextToClipboard: (text: string) => Promise<void>;
}

export interface HubSpotAnswerProps {
  readonly said: HubSpotError;
  readonly label: string | null;
}

export function HubSpotAnswer({ said, label }: HubSpotAnswerProps) {
  const actions: CopyActions = useExtensionActions<'settings'>();
  const [copyFailed, setCopyFailed] = useState(false);
  const lines = answerLines(said);
  const copy = async (): Promise<void> => {
    try {
      await actions.copyTextToClipboard(answerText(lines));
      actions.addAlert({ type: 'success', message: progressWords.copied });
    } catch {
      setCopyFailed(true);
    }
  };
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
        <Button
          size="xs"
          variant="secondary"
          onClick={() => {
            void copy();
          }}
        >
          {progressWords.copy}
        </Button>
        {copyFailed ? <Text>{progressWords.copyFailed}</Text> : null}
      </Flex>
    </Accordion>
  );
}

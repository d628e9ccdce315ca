// Who applied a plan, when and why, and the plans it took back or was taken back by.
import { Button, DescriptionList, DescriptionListItem, Flex, Text } from '@hubspot/ui-extensions';
import type { HistoryPlanEntry } from '../../domain/history.ts';
import { personText } from '../../domain/personText.ts';
import { directionsText, historyWords } from '../words/history.ts';
import { dateTimeText } from '../words/time.ts';

export interface PlanFactsProps {
  readonly entry: HistoryPlanEntry;
  readonly onOpen: (planId: string) => void;
}

export const PlanFacts = ({ entry, onOpen }: PlanFactsProps) => (
  <Flex direction="column" gap="sm">
    <DescriptionList direction="column">
      <DescriptionListItem label={historyWords.when}>
        {dateTimeText(entry.appliedAt)}
      </DescriptionListItem>
      <DescriptionListItem label={historyWords.by}>
        {personText(entry.appliedBy)}
      </DescriptionListItem>
      <DescriptionListItem label={historyWords.note}>
        {entry.note ?? historyWords.noNote}
      </DescriptionListItem>
      <DescriptionListItem label={historyWords.where}>
        {directionsText(entry.directions)}
      </DescriptionListItem>
    </DescriptionList>
    {entry.undoOf === null ? null : (
      <Related
        text={historyWords.undoOf}
        button={historyWords.openUndone}
        planId={entry.undoOf}
        onOpen={onOpen}
      />
    )}
    {entry.undoneBy.map((planId) => (
      <Related
        key={planId}
        text={historyWords.undoneBy}
        button={historyWords.openUndo}
        planId={planId}
        onOpen={onOpen}
      />
    ))}
  </Flex>
);

interface RelatedProps extends Pick<PlanFactsProps, 'onOpen'> {
  readonly text: string;
  readonly button: string;
  readonly planId: string;
}

const Related = ({ text, button, planId, onOpen }: RelatedProps) => (
  <Flex direction="row" gap="sm" align="center">
    <Text>{text}</Text>
    <Button
      size="xs"
      variant="secondary"
      onClick={() => {
        onOpen(planId);
      }}
    >
      {button}
    </Button>
  </Flex>
);

// One preset: the limits that it means, what would become of each, and the way to the review.
import { Flex, StatusTag, TableCell, TableRow, Text } from '@hubspot/ui-extensions';
import { typeKeyText } from '../../../domain/association.ts';
import type { PlanItem } from '../../../domain/plan.ts';
import { changesOfPreset, type PresetFinding } from '../../../domain/presets.ts';
import { ReviewState } from '../../edit/ReviewState.tsx';
import { useReview } from '../../edit/useReview.ts';
import { RowButton } from '../../status/RowButton.tsx';
import { warningText } from '../../words/edit.ts';
import { directionName, meaning, riskSentence, type Named } from '../../words/limits.ts';
import { presetChange, presetName, presetWords } from '../../words/presets.ts';
import type { PresetsViewProps } from './PresetsView.tsx';

export interface PresetRowProps extends PresetsViewProps {
  readonly finding: PresetFinding;
  readonly named: Named;
  /** One for all rows, which have a cell for it or not. */
  readonly canReview: boolean;
}

export const PresetRow = ({ finding, named, canReview, dispatch }: PresetRowProps) => (
  <TableRow>
    <TableCell>
      <Text format={{ fontWeight: 'demibold' }}>{presetName(finding.id)}</Text>
      <Text variant="microcopy">{directionName(named)}</Text>
    </TableCell>
    <TableCell>
      <Flex direction="column" gap="xs" align="start">
        <StateTag finding={finding} />
        {finding.problems.map((problem) => (
          <Text key={problem}>{problem}</Text>
        ))}
        {finding.items.map((item) => (
          <Planned key={typeKeyText(item)} item={item} named={named} />
        ))}
      </Flex>
    </TableCell>
    {canReview ? (
      <TableCell>
        {finding.state === 'offered' ? <ReviewPreset finding={finding} dispatch={dispatch} /> : ''}
      </TableCell>
    ) : null}
  </TableRow>
);

function StateTag({ finding: { state } }: Pick<PresetRowProps, 'finding'>) {
  switch (state) {
    case 'offered':
      return null;
    case 'blocked':
      return <StatusTag variant="warning">{presetWords.blocked}</StatusTag>;
    case 'already':
      return <StatusTag variant="success">{presetWords.alreadySo}</StatusTag>;
  }
}

interface PlannedProps {
  readonly item: PlanItem;
  readonly named: Named;
}

function Planned({ item: { label, before, after, risks }, named }: PlannedProps) {
  const warning = risks.map((risk) => riskSentence(risk, after, before)).join(' ');
  return (
    <Flex direction="column">
      <Text>{presetChange(label, before, after)}</Text>
      {before === after ? null : <Text variant="microcopy">{meaning(named, label, after)}</Text>}
      {warning === '' ? null : <Text variant="microcopy">{warningText(warning)}</Text>}
    </Flex>
  );
}

function ReviewPreset({ finding, dispatch }: Pick<PresetRowProps, 'finding' | 'dispatch'>) {
  const review = useReview(dispatch, 'overview');
  return (
    <Flex direction="column" gap="xs" align="start">
      <RowButton
        size="sm"
        of={presetName(finding.id)}
        loading={review.planning.isPending}
        onClick={() => {
          review.review(changesOfPreset(finding));
        }}
      >
        {presetWords.review}
      </RowButton>
      <ReviewState review={review} />
    </Flex>
  );
}

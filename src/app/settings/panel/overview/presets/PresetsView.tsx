// The presets that this portal has labels for, those that would change something first.
import { Alert, EmptyState, Text } from '@hubspot/ui-extensions';
import { usePresets } from '../../../data/overview.ts';
import { useCanChange } from '../../../data/rights.ts';
import type { PresetFinding, Presets } from '../../../domain/presets.ts';
import type { Dispatch } from '../../state/panelState.ts';
import { Introduction } from '../../status/Introduction.tsx';
import { Loaded } from '../../status/Loaded.tsx';
import { TableFrame } from '../../status/TableFrame.tsx';
import { directionName, namedIn } from '../../words/limits.ts';
import { presetsUnknown, presetWords } from '../../words/presets.ts';
import { PresetRow } from './PresetRow.tsx';

export interface PresetsViewProps {
  readonly dispatch: Dispatch;
}

export const PresetsView = ({ dispatch }: PresetsViewProps) => (
  <Loaded query={usePresets()} loading={presetWords.loading}>
    {(presets) => (
      <>
        <Introduction words={presetWords} />
        <Unknown presets={presets} />
        {presets.findings.length > 0 ? (
          <PresetsTable presets={presets} dispatch={dispatch} />
        ) : null}
        {presets.findings.length + presets.unknown.length === 0 ? (
          <EmptyState title={presetWords.noneTitle} imageName="object" layout="vertical">
            <Text>{presetWords.none}</Text>
          </EmptyState>
        ) : null}
      </>
    )}
  </Loaded>
);

function Unknown({ presets: { unknown, objectTypes } }: { readonly presets: Presets }) {
  if (unknown.length === 0) return null;
  return (
    <Alert title={presetWords.unknownTitle} variant="warning">
      {presetsUnknown(unknown.map((pair) => directionName(namedIn(objectTypes, pair))))}
    </Alert>
  );
}

interface PresetsTableProps extends PresetsViewProps {
  readonly presets: Presets;
}

function PresetsTable({ presets, dispatch }: PresetsTableProps) {
  const canChange = useCanChange();
  return (
    <TableFrame
      columns={[
        { title: presetWords.columnPreset, width: 260 },
        { title: presetWords.columnPlan },
        ...(canChange ? [{ title: presetWords.columnReview, width: 190 }] : []),
      ]}
    >
      {[...presets.findings].sort(byState).map((finding) => (
        <PresetRow
          key={finding.id}
          finding={finding}
          named={namedIn(presets.objectTypes, finding)}
          canReview={canChange}
          dispatch={dispatch}
        />
      ))}
    </TableFrame>
  );
}

const ranks = { offered: 0, blocked: 1, already: 2 } as const;

const byState = (one: PresetFinding, other: PresetFinding): number =>
  ranks[one.state] - ranks[other.state];

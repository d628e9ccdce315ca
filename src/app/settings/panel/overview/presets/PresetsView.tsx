// The presets that this portal has labels for, those that would change something first.
import {
  Alert,
  EmptyState,
  Flex,
  Heading,
  Table,
  TableBody,
  TableHead,
  TableHeader,
  TableRow,
  Text,
} from '@hubspot/ui-extensions';
import { usePresets } from '../../../data/overview.ts';
import { useCanChange } from '../../../data/rights.ts';
import type { PresetFinding, Presets } from '../../../domain/presets.ts';
import type { Dispatch } from '../../state/panelState.ts';
import { LoadState } from '../../status/LoadState.tsx';
import { directionName, namedIn } from '../../words/limits.ts';
import { presetsUnknown, presetWords } from '../../words/presets.ts';
import { PresetRow } from './PresetRow.tsx';

export interface PresetsViewProps {
  readonly dispatch: Dispatch;
}

export function PresetsView({ dispatch }: PresetsViewProps) {
  const query = usePresets();
  if (!query.data) return <LoadState query={query} loading={presetWords.loading} />;
  const { findings, unknown } = query.data;
  return (
    <Flex direction="column" gap="md">
      <Flex direction="column" gap="xs">
        <Heading>{presetWords.title}</Heading>
        <Text>{presetWords.intro}</Text>
      </Flex>
      <Unknown presets={query.data} />
      {findings.length > 0 ? <PresetsTable presets={query.data} dispatch={dispatch} /> : null}
      {findings.length + unknown.length === 0 ? (
        <EmptyState title={presetWords.noneTitle} imageName="object" layout="vertical">
          <Text>{presetWords.none}</Text>
        </EmptyState>
      ) : null}
    </Flex>
  );
}

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
    <Table bordered>
      <TableHead>
        <TableRow>
          <TableHeader width={260}>{presetWords.columnPreset}</TableHeader>
          <TableHeader>{presetWords.columnPlan}</TableHeader>
          {canChange ? <TableHeader width={150}>{presetWords.columnReview}</TableHeader> : null}
        </TableRow>
      </TableHead>
      <TableBody>
        {[...presets.findings].sort(byState).map((finding) => (
          <PresetRow
            key={finding.id}
            finding={finding}
            named={namedIn(presets.objectTypes, finding)}
            canReview={canChange}
            dispatch={dispatch}
          />
        ))}
      </TableBody>
    </Table>
  );
}

const ranks = { offered: 0, blocked: 1, already: 2 } as const;

const byState = (one: PresetFinding, other: PresetFinding): number =>
  ranks[one.state] - ranks[other.state];

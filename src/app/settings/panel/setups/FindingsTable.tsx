// A row per limit of the setup: what happens to it here, or the choice that it needs.
import { Select, TableCell, TableRow, Tag, Text, type TagProps } from '@hubspot/ui-extensions';
import { typeKeyText } from '../../domain/association.ts';
import type { Finding, SetupMatch } from '../../domain/setup/match.ts';
import type { PortalLimits } from '../../domain/setup/wire.ts';
import { pageOf } from '../state/labelRows.ts';
import { pagesOf } from '../status/pages.ts';
import { TableFrame } from '../status/TableFrame.tsx';
import { limitText, numberText } from '../../domain/limitText.ts';
import { kindName } from '../words/limits.ts';
import {
  candidateText,
  chooseFor,
  entryName,
  findingSentence,
  setupWords,
} from '../words/setups.ts';
import { directionBetween } from './directionBetween.ts';
import type { SetupDispatch, SetupState } from './setupState.ts';

export interface FindingsTableProps {
  readonly match: SetupMatch;
  readonly portal: PortalLimits;
  readonly setup: SetupState;
  readonly dispatchSetup: SetupDispatch;
}

interface Numbered {
  readonly finding: Finding;
  readonly position: number;
}

export function FindingsTable({ match, portal, setup, dispatchSetup }: FindingsTableProps) {
  const page = pageOf(sorted(match.findings), setup.page);
  // The limits of a kept setup are in no text, so their lines would mean nothing.
  const lines = setup.kept === null;
  const turnTo = (number: number): void => {
    dispatchSetup({ type: 'turnTo', page: number });
  };
  return (
    <TableFrame
      columns={[
        ...(lines ? [{ title: setupWords.columnLine, width: 'min' } as const] : []),
        { title: setupWords.columnLimit },
        { title: setupWords.columnFinding },
      ]}
      pages={pagesOf(page, turnTo)}
    >
      {page.items.map((one) => (
        <FindingRow
          key={one.position}
          {...one}
          lines={lines}
          portal={portal}
          dispatchSetup={dispatchSetup}
        />
      ))}
    </TableFrame>
  );
}

/** What needs the person comes first, and stays where it is once it was chosen. */
function sorted(findings: readonly Finding[]): readonly Numbered[] {
  const rank = ({ verdict, candidates }: Finding): number => {
    if (candidates.length > 0) return 0;
    if (verdict.kind === 'set') return 2;
    return verdict.kind === 'already' ? 3 : 1;
  };
  return findings
    .map((finding, position) => ({ finding, position }))
    .sort((one, other) => rank(one.finding) - rank(other.finding) || one.position - other.position);
}

interface FindingRowProps extends Numbered, Omit<FindingsTableProps, 'match' | 'setup'> {
  readonly lines: boolean;
}

function FindingRow(props: FindingRowProps) {
  const { finding, lines } = props;
  const { entry, line } = finding;
  const [tag, variant] = tagOf(finding);
  return (
    <TableRow>
      {lines ? <TableCell>{numberText(line)}</TableCell> : null}
      <TableCell>
        <Text format={{ fontWeight: 'demibold' }}>{limitText(entry.limit)}</Text>
        <Text variant="microcopy">{entryName(entry)}</Text>
      </TableCell>
      <TableCell>
        <Tag variant={variant}>{tag}</Tag>
        <Text>{findingSentence(finding, lines)}</Text>
        {finding.candidates.length > 0 ? <Choice {...props} /> : null}
      </TableCell>
    </TableRow>
  );
}

function Choice({ finding, position, lines, portal, dispatchSetup }: FindingRowProps) {
  const { candidates, verdict } = finding;
  return (
    <Select
      label={chooseFor(finding, lines)}
      name={`setup-choice-${String(position)}`}
      placeholder={setupWords.chooseLabel}
      options={candidates.map((one) => ({
        label: candidateText(
          directionBetween(portal.objects, one.from, one.to),
          one.label,
          kindName(one.category),
          one.typeId,
          one.limit,
        ),
        value: typeKeyText(one),
      }))}
      // Also what followed from another choice.
      {...('target' in verdict ? { value: typeKeyText(verdict.target) } : {})}
      onChange={(key) => {
        dispatchSetup({ type: 'choose', position, candidates, key: String(key) });
      }}
    />
  );
}

function tagOf({ verdict }: Finding): [string, NonNullable<TagProps['variant']>] {
  switch (verdict.kind) {
    case 'set':
      return [setupWords.willBeSet, 'success'];
    case 'already':
      return [setupWords.alreadySo, 'default'];
    case 'choose':
      return [setupWords.toChoose, 'warning'];
    case 'no_object':
    case 'no_label':
    case 'contradicts':
    case 'unread':
      return [setupWords.leftOut, 'error'];
  }
}

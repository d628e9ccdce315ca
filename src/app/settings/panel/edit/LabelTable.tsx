// A row per label of one direction, with search and pages.
import { useMemo } from 'react';
import { Button, EmptyState, Flex, SearchInput, Text } from '@hubspot/ui-extensions';
import { otherSide, type Direction, type LabelRow } from '../../domain/association.ts';
import { judgeLimit, type LatestScans } from '../../domain/scan.ts';
import type { Drafts } from '../state/drafts.ts';
import type { Edits } from '../state/edits.ts';
import { labelRowsOf, matchingRows, pageOf } from '../state/labelRows.ts';
import type { Dispatch, PanelState } from '../state/panelState.ts';
import { refusalOf, type Refusal } from '../state/refusals.ts';
import { editWords, nothingMatches } from '../words/edit.ts';
import {
  asideText,
  labelInSentence,
  meaning,
  meaningOfAny,
  riskSentence,
  sideText,
  unlabelledExplanation,
} from '../words/limits.ts';
import { typedLimitText } from '../words/scan.ts';
import { dateTimeText } from '../words/time.ts';
import { pagesOf } from '../status/pages.ts';
import { TableFrame } from '../status/TableFrame.tsx';
import { LabelTableRow } from './LabelTableRow.tsx';
import { useOwnText } from './useOwnText.ts';

export interface LabelTableProps {
  readonly direction: Direction;
  readonly state: PanelState;
  readonly edits: Edits;
  readonly refusals: readonly Refusal[];
  readonly scans: LatestScans;
  readonly readOnly: boolean;
  readonly dispatch: Dispatch;
}

export function LabelTable({ direction, state, dispatch, ...rest }: LabelTableProps) {
  const rows = useMemo(() => labelRowsOf(direction), [direction]);
  const matching = matchingRows(rows, state.search);
  const search = (text: string): void => {
    dispatch({ type: 'search', text });
  };
  const { fieldKey, field } = useOwnText(state.search, search);
  const labelled = rows.find(({ row }) => row.label !== null);
  return (
    <Flex direction="column" gap="md">
      <Text>{meaningOfAny(direction, labelled?.row.label ?? null)}</Text>
      <SearchInput
        key={fieldKey}
        label={editWords.search}
        name="search"
        placeholder={editWords.searchPlaceholder}
        {...field}
        clearable
      />
      {matching.length === 0 ? (
        <NothingMatches
          search={state.search}
          onClear={() => {
            search('');
          }}
        />
      ) : (
        <Rows
          direction={direction}
          page={pageOf(matching, state.page)}
          drafts={state.drafts}
          dispatch={dispatch}
          {...rest}
        />
      )}
    </Flex>
  );
}

interface RowsProps extends Omit<LabelTableProps, 'state'> {
  readonly drafts: Drafts;
  readonly page: ReturnType<typeof pageOf<ReturnType<typeof labelRowsOf>[number]>>;
}

const whatIs = [
  { title: editWords.columnLabel },
  { title: editWords.columnKind, width: 'min' },
  { title: editWords.columnNow, width: 'min' },
] as const;
const columnsToRead = [...whatIs, { title: editWords.columnMeaning }];
const columns = [
  ...whatIs,
  { title: editWords.columnNew, width: 220 },
  { title: editWords.columnChange, width: 340 },
];

function Rows(props: RowsProps) {
  const { direction, page, drafts, edits, refusals, scans, readOnly, dispatch } = props;
  const pair = { from: direction.from.id, to: direction.to.id };
  const labels = direction.labels.map((row) => ({ ...pair, ...row }));
  const turnTo = (number: number): void => {
    dispatch({ type: 'turnTo', page: number });
  };
  return (
    <TableFrame columns={readOnly ? columnsToRead : columns} pages={pagesOf(page, turnTo)}>
      {page.items.map(({ key, type, row }) => {
        const edit = edits.get(key);
        const after = edit?.wanted;
        const explained = readOnly ? row.limit : after;
        const refusal = refusalOf(refusals, key, after);
        const over = explained == null ? null : judgeLimit(scans, row, explained);
        return (
          <LabelTableRow
            key={key}
            type={type}
            label={row.label}
            name={labelInSentence(row.label) + asideText({ ...type, label: row.label }, labels)}
            now={row.limit}
            explanation={explanationOf(direction, row)}
            typed={drafts.get(key)?.typed}
            changes={edit !== undefined}
            wanted={after}
            problem={edit?.problem ?? refusal ?? ''}
            meaning={explained === undefined ? '' : meaning(direction, row.label, explained)}
            warning={warningOf(edit)}
            count={
              over && explained
                ? typedLimitText(over, explained, direction.from.plural, dateTimeText)
                : ''
            }
            over={over?.kind === 'scanned' && over.over > 0 ? (explained ?? 0) : 0}
            readOnly={readOnly}
            dispatch={dispatch}
          />
        );
      })}
    </TableFrame>
  );
}

function explanationOf(direction: Direction, row: LabelRow): string {
  if (row.label === null) return unlabelledExplanation(direction);
  return otherSide(direction, row) ? sideText(row.typeId) : '';
}

type Edit = ReturnType<Edits['get']>;

const warningOf = (edit: Edit): string =>
  edit?.wanted === undefined
    ? ''
    : edit.risks.map((risk) => riskSentence(risk, edit.wanted ?? null)).join(' ');

interface NothingMatchesProps {
  readonly search: string;
  readonly onClear: () => void;
}

const NothingMatches = ({ search, onClear }: NothingMatchesProps) => (
  <EmptyState title={editWords.nothingMatchesTitle} imageName="voteAndSearch" layout="vertical">
    <Text>{nothingMatches(search)}</Text>
    <Button variant="secondary" onClick={onClear}>
      {editWords.clearSearch}
    </Button>
  </EmptyState>
);

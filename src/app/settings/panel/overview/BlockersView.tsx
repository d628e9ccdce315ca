// Every limit that can stop a merge or a sync of one object type's records, said as sentences.
import {
  Alert,
  EmptyState,
  Flex,
  Heading,
  Select,
  TableCell,
  TableRow,
  Text,
} from '@hubspot/ui-extensions';
import { useBlockers } from '../../data/overview.ts';
import { typeKeyText, type ObjectType } from '../../domain/association.ts';
import type { Blockers } from '../../domain/overview.ts';
import { Loaded } from '../status/Loaded.tsx';
import { PagedTable } from '../status/PagedTable.tsx';
import { typeOption } from '../words/edit.ts';
import { directionName, namedIn } from '../words/limits.ts';
import {
  mergeNone,
  mergeTitle,
  mergeUnknown,
  overviewWords,
  whatItMeans,
  whenItStops,
} from '../words/overview.ts';
import type { OverviewDispatch } from './overviewState.ts';

export interface BlockersViewProps {
  readonly types: readonly ObjectType[];
  readonly merged: string | null;
  readonly overviewDispatch: OverviewDispatch;
}

export function BlockersView({ types, merged, overviewDispatch }: BlockersViewProps) {
  return (
    <Flex direction="column" gap="md">
      <Text>{overviewWords.mergeIntro}</Text>
      <Select
        label={overviewWords.mergeObject}
        name="merged object"
        placeholder={overviewWords.mergeChoose}
        options={types.map((type) => ({ value: type.id, label: typeOption(type) }))}
        {...(merged === null ? {} : { value: merged })}
        onChange={(id) => {
          overviewDispatch({ type: 'lookInto', id: String(id) });
        }}
      />
      {merged === null ? null : <Found key={merged} type={merged} />}
    </Flex>
  );
}

const Found = ({ type }: { readonly type: string }) => (
  <Loaded query={useBlockers(type)} loading={overviewWords.mergeLoading}>
    {(blockers) => (
      <>
        <Unknown blockers={blockers} />
        {blockers.limits.length === 0 ? (
          <EmptyState title={overviewWords.mergeNoneTitle} imageName="object" layout="vertical">
            <Text>{mergeNone(blockers.objectType.plural)}</Text>
          </EmptyState>
        ) : (
          <LimitsTable blockers={blockers} />
        )}
      </>
    )}
  </Loaded>
);

/** As many names as a sentence can hold. */
const MOST_NAMES = 5;

function Unknown({ blockers }: { readonly blockers: Blockers }) {
  const { unknown, objectTypes } = blockers;
  if (unknown.length === 0) return null;
  const names = unknown.map((pair) => directionName(namedIn(objectTypes, pair)));
  return (
    <Alert title={overviewWords.mergeUnknownTitle} variant="warning">
      {mergeUnknown(names.slice(0, MOST_NAMES), Math.max(0, names.length - MOST_NAMES))}
    </Alert>
  );
}

const columns = [{ title: overviewWords.columnWhat }, { title: overviewWords.columnWhen }];

function LimitsTable({ blockers }: { readonly blockers: Blockers }) {
  const { objectType, objectTypes, limits } = blockers;
  return (
    <Flex direction="column" gap="sm">
      <Heading>{mergeTitle(limits.length, objectType.plural)}</Heading>
      <PagedTable
        columns={columns}
        items={limits}
        row={({ from, to, label }) => {
          const named = namedIn(objectTypes, { from, to });
          return (
            <TableRow key={typeKeyText({ from, to, ...label })}>
              <TableCell>{whatItMeans(named, label)}</TableCell>
              <TableCell>{whenItStops(named, label, from === objectType.id)}</TableCell>
            </TableRow>
          );
        }}
      />
    </Flex>
  );
}

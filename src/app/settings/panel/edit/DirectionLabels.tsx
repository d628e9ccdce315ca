// The labels of the chosen direction, or the reason why there are none to show.
import type { UseQueryResult } from '@tanstack/react-query';
import { EmptyState, Flex, LoadingButton, Text } from '@hubspot/ui-extensions';
import type { Direction } from '../../domain/association.ts';
import type { LatestScans } from '../../domain/scan.ts';
import type { Edits } from '../state/edits.ts';
import type { Dispatch, PanelState } from '../state/panelState.ts';
import type { Refusal } from '../state/refusals.ts';
import { Loaded } from '../status/Loaded.tsx';
import { editWords, noAssociations, noAssociationsTitle, readAtText } from '../words/edit.ts';
import { directionName } from '../words/limits.ts';
import { dateTimeText } from '../words/time.ts';
import { LabelTable } from './LabelTable.tsx';

export interface DirectionLabelsProps {
  /** Null: two object types are not chosen yet. */
  readonly query: UseQueryResult<Direction> | null;
  readonly state: PanelState;
  readonly edits: Edits;
  readonly refusals: readonly Refusal[];
  readonly scans: LatestScans;
  readonly readOnly: boolean;
  readonly dispatch: Dispatch;
}

export function DirectionLabels({ query, ...rest }: DirectionLabelsProps) {
  if (query === null) {
    return (
      <EmptyState title={editWords.firstUseTitle} imageName="multipleObjects" layout="vertical">
        <Text>{editWords.firstUse}</Text>
      </EmptyState>
    );
  }
  return (
    <Loaded query={query} loading={editWords.loadingLabels}>
      {(direction) => (
        <>
          {direction.labels.length === 0 ? (
            <NoAssociations direction={direction} />
          ) : (
            <LabelTable direction={direction} {...rest} />
          )}
          <Flex direction="row" gap="sm" align="center">
            <Text variant="microcopy">{readAtText(dateTimeText(direction.readAt))}</Text>
            <LoadingButton
              size="xs"
              variant="secondary"
              loading={query.isFetching}
              onClick={() => {
                void query.refetch();
              }}
            >
              {editWords.loadAgain}
            </LoadingButton>
          </Flex>
        </>
      )}
    </Loaded>
  );
}

const NoAssociations = ({ direction }: { readonly direction: Direction }) => (
  <EmptyState
    title={noAssociationsTitle(directionName(direction))}
    imageName="object"
    layout="vertical"
  >
    <Text>{noAssociations}</Text>
  </EmptyState>
);

// A row per kept setup, with what can be done with it.
import { Flex, TableCell, TableRow, Tag, Text } from '@hubspot/ui-extensions';
import { useForgetSetup, useLoadKept, usePinSetup } from '../../../data/keptSetups.ts';
import { useForgetPortalLimits } from '../../../data/lookUp.ts';
import type { KeptSetup } from '../../../domain/setup/kept.ts';
import { personText } from '../../../domain/personText.ts';
import { MutationState } from '../../status/MutationState.tsx';
import { PagedTable } from '../../status/PagedTable.tsx';
import { keptWords, watchedText } from '../../words/kept.ts';
import { numberText } from '../../../domain/limitText.ts';
import { dateTimeText } from '../../words/time.ts';
import type { SetupDispatch } from '../setupState.ts';
import { KeptActions } from './KeptActions.tsx';

export interface KeptTableProps {
  readonly setups: readonly KeptSetup[];
  readonly canChange: boolean;
  /** The one that the portal is compared with. */
  readonly compared: string | null;
  readonly dispatchSetup: SetupDispatch;
}

const columns = [
  { title: keptWords.columnName },
  { title: keptWords.columnLimits, width: 'min' },
  { title: keptWords.columnKept },
  { title: keptWords.columnActions },
] as const;

export function KeptTable({ setups, canChange, compared, dispatchSetup }: KeptTableProps) {
  const forgetLimits = useForgetPortalLimits();
  const loading = useLoadKept((kept) => {
    forgetLimits();
    dispatchSetup({ type: 'compare', kept });
  });
  const pinning = usePinSetup();
  const forgetting = useForgetSetup((setupId) => {
    if (setupId === compared) dispatchSetup({ type: 'closeKept' });
  });
  return (
    <Flex direction="column" gap="sm">
      <MutationState mutation={loading} />
      <MutationState mutation={pinning} />
      <MutationState mutation={forgetting} />
      <PagedTable
        columns={columns}
        items={setups}
        row={(kept) => (
          <TableRow key={kept.setupId}>
            <KeptCells kept={kept} />
            <TableCell>
              <KeptActions
                kept={kept}
                canChange={canChange}
                busy={{
                  comparing: loading.isPending && loading.variables === kept.setupId,
                  pinning: pinning.isPending && pinning.variables.setupId === kept.setupId,
                  forgetting: forgetting.isPending && forgetting.variables === kept.setupId,
                }}
                onCompare={() => {
                  dispatchSetup({ type: 'askKept', setupId: kept.setupId });
                  loading.mutate(kept.setupId);
                }}
                onUnpin={() => {
                  pinning.mutate({ setupId: kept.setupId, pin: { pinned: false } });
                }}
                onForget={() => {
                  forgetting.mutate(kept.setupId);
                }}
              />
            </TableCell>
          </TableRow>
        )}
      />
    </Flex>
  );
}

const KeptCells = ({ kept }: { readonly kept: KeptSetup }) => (
  <>
    <TableCell>
      <Text format={{ fontWeight: 'demibold' }}>{kept.name}</Text>
      {kept.pinned ? (
        <>
          <Tag variant="success">{keptWords.pinned}</Tag>
          <Text variant="microcopy">{watchedText(kept.pinned.limits, kept.limits)}</Text>
        </>
      ) : null}
    </TableCell>
    <TableCell>{numberText(kept.limits)}</TableCell>
    <TableCell>
      <Text>{dateTimeText(kept.keptAt)}</Text>
      <Text variant="microcopy">{personText(kept.keptBy)}</Text>
    </TableCell>
  </>
);

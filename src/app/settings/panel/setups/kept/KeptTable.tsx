// A row per kept setup, with what can be done with it.
import { useState } from 'react';
import {
  Flex,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  Tag,
  Text,
} from '@hubspot/ui-extensions';
import { useForgetSetup, useLoadKept, usePinSetup } from '../../../data/keptSetups.ts';
import { useForgetPortalLimits } from '../../../data/lookUp.ts';
import type { KeptSetup } from '../../../domain/setup/kept.ts';
import { personText } from '../../../domain/personText.ts';
import { pageOf } from '../../state/labelRows.ts';
import { MutationState } from '../../status/MutationState.tsx';
import { pagesOf } from '../../status/pages.ts';
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

export function KeptTable({ setups, canChange, compared, dispatchSetup }: KeptTableProps) {
  const [page, setPage] = useState(1);
  const forgetLimits = useForgetPortalLimits();
  const loading = useLoadKept((kept) => {
    forgetLimits();
    dispatchSetup({ type: 'compare', kept });
  });
  const pinning = usePinSetup();
  const forgetting = useForgetSetup((setupId) => {
    if (setupId === compared) dispatchSetup({ type: 'closeKept' });
  });
  const shown = pageOf(setups, page);
  return (
    <Flex direction="column" gap="sm">
      <MutationState mutation={loading} />
      <MutationState mutation={pinning} />
      <MutationState mutation={forgetting} />
      <Table bordered {...pagesOf(shown, setPage)}>
        <TableHead>
          <TableRow>
            <TableHeader>{keptWords.columnName}</TableHeader>
            <TableHeader width="min">{keptWords.columnLimits}</TableHeader>
            <TableHeader>{keptWords.columnKept}</TableHeader>
            <TableHeader>{keptWords.columnActions}</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {shown.items.map((kept) => (
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
          ))}
        </TableBody>
      </Table>
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

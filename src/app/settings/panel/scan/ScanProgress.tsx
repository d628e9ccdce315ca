// A scan that counts: how far it is, how long it still takes, why it waits, and how to end it.
import { useState } from 'react';
import { Alert, Flex, LoadingButton, ProgressBar, Text } from '@hubspot/ui-extensions';
import { useChangeScan } from '../../data/scans.ts';
import type { Scan } from '../../domain/scan.ts';
import { MutationState } from '../status/MutationState.tsx';
import { goesOnText, progressText, scanWords } from '../words/scan.ts';
import { timeText } from '../words/time.ts';
import { secondsLeft } from './secondsLeft.ts';

export interface ScanProgressProps {
  readonly scan: Scan;
  /** When the panel read `scan`. */
  readonly seenAt: number;
  readonly canCancel: boolean;
}

export function ScanProgress({ scan, seenAt, canCancel }: ScanProgressProps) {
  const { scanId, read, total, resumesAt } = scan;
  const [first] = useState({ read, at: seenAt });
  const cancelling = useChangeScan('cancelScan');
  const left = resumesAt === null ? secondsLeft(first, { read, at: seenAt }, total) : null;
  return (
    <Flex direction="column" gap="sm" align="stretch">
      <ProgressBar
        title={read === 0 ? scanWords.waiting : scanWords.counting}
        value={read}
        maxValue={Math.max(total ?? 0, read, 1)}
        valueDescription={progressText(scan, left)}
      />
      {resumesAt === null ? null : (
        <Alert title={scanWords.pausedTitle} variant="warning">
          {goesOnText(timeText(resumesAt))}
        </Alert>
      )}
      <Text>{scanWords.stay}</Text>
      <MutationState mutation={cancelling} />
      {canCancel ? (
        <Flex direction="row">
          <LoadingButton
            variant="secondary"
            size="sm"
            loading={cancelling.isPending}
            onClick={() => {
              cancelling.mutate(scanId);
            }}
          >
            {scanWords.cancel}
          </LoadingButton>
        </Flex>
      ) : null}
    </Flex>
  );
}

// Pins a compared setup: what it means in this portal is what is watched from then on.
import { Flex, LoadingButton, Text } from '@hubspot/ui-extensions';
import { useKeptSetups, usePinSetup } from '../../../data/keptSetups.ts';
import { pinOf } from '../../../domain/setup/kept.ts';
import type { Finding, SetupMatch } from '../../../domain/setup/match.ts';
import { Lines } from '../../status/Lines.tsx';
import { MutationState } from '../../status/MutationState.tsx';
import { isPinnedText, keptWords, pinText } from '../../words/kept.ts';
import { entryName } from '../../words/setups.ts';
import type { ComparedWith } from '../setupState.ts';

export interface PinSetupProps {
  readonly kept: ComparedWith;
  readonly match: SetupMatch;
}

export function PinSetup({ kept, match }: PinSetupProps) {
  const pinning = usePinSetup();
  const listed = useKeptSetups().data?.setups.find(({ setupId }) => setupId === kept.setupId);
  const { limits, notWatched } = pinOf(match);
  const pinned = listed?.pinned ?? null;
  const pin = (): void => {
    const { setupId, keptAt } = kept;
    pinning.mutate({ setupId, pin: { pinned: true, keptAt, limits: [...limits] } });
  };
  return (
    <Flex direction="column" gap="xs">
      <Text format={{ fontWeight: 'demibold' }}>{keptWords.pinTitle}</Text>
      {pinned && listed ? <Text>{isPinnedText(pinned.limits, listed.limits)}</Text> : null}
      <MutationState mutation={pinning} />
      {limits.length === 0 ? (
        <Text>{keptWords.pinNone}</Text>
      ) : (
        <Flex direction="row" gap="sm" align="center" wrap="wrap">
          <LoadingButton variant="secondary" size="sm" loading={pinning.isPending} onClick={pin}>
            {pinned ? keptWords.pinAgain : keptWords.pin}
          </LoadingButton>
          <Text>{pinText(limits.length, match.findings.length)}</Text>
        </Flex>
      )}
      <NotWatched findings={notWatched} />
    </Flex>
  );
}

/** The table above shows them all; here they only have to be recognised. */
const MOST_LINES = 10;

function NotWatched({ findings }: { readonly findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <>
      <Text>{keptWords.notWatchedTitle}</Text>
      <Lines lines={findings.map(({ entry }) => entryName(entry))} most={MOST_LINES} />
    </>
  );
}

// Limits that were changed outside the app: what differs, what could not be checked, and the two
// answers to it.
import { Alert, EmptyState, Flex, Text } from '@hubspot/ui-extensions';
import { useDrift } from '../../../data/drift.ts';
import type { Drift } from '../../../domain/drift.ts';
import type { Dispatch } from '../../state/panelState.ts';
import { Lines } from '../../status/Lines.tsx';
import { Loaded } from '../../status/Loaded.tsx';
import { andMore } from '../../../domain/limitText.ts';
import { checkedText, driftWords, uncheckedLine, uncheckedText } from '../../words/drift.ts';
import { directionName, namedIn } from '../../words/limits.ts';
import { dateTimeText } from '../../words/time.ts';
import { ChangedLimits } from './ChangedLimits.tsx';
import { PinnedDifferences } from './PinnedDifferences.tsx';

export interface DriftViewProps {
  readonly dispatch: Dispatch;
}

export const DriftView = ({ dispatch }: DriftViewProps) => (
  <Loaded query={useDrift()} loading={driftWords.loading}>
    {(drift) => (
      <>
        <Text>{driftWords.intro}</Text>
        <Text variant="microcopy">{whenChecked(drift)}</Text>
        {drift.changed.total === 0 ? (
          <NothingChanged drift={drift} />
        ) : (
          <ChangedLimits drift={drift} dispatch={dispatch} />
        )}
        {drift.pinned ? (
          <PinnedDifferences pinned={drift.pinned} types={drift.objectTypes} dispatch={dispatch} />
        ) : null}
        <NotChecked drift={drift} />
      </>
    )}
  </Loaded>
);

function whenChecked({ checking, checkedAt }: Drift): string {
  if (checking) return driftWords.checking;
  return checkedAt === null
    ? driftWords.neverEnded
    : `${checkedText(dateTimeText(checkedAt))} ${driftWords.howToCheck}`;
}

/** "Nothing was changed" is said only where everything was looked at. */
function NothingChanged({ drift }: { readonly drift: Drift }) {
  const { checking, checkedAt, unchecked } = drift;
  if (checking) return <Text>{driftWords.stillReading}</Text>;
  if (unchecked.count > 0 || checkedAt === null) {
    return (
      <Text format={{ fontWeight: 'demibold' }}>
        {driftWords.noneKnownTitle}. {driftWords.noneKnown}
      </Text>
    );
  }
  return (
    <EmptyState title={driftWords.noneTitle} imageName="target" layout="vertical">
      <Text>{driftWords.none}</Text>
    </EmptyState>
  );
}

function NotChecked({ drift: { checking, unchecked, objectTypes } }: { readonly drift: Drift }) {
  const { count, directions } = unchecked;
  // While the portal is read, what is not read yet may still be.
  if (count === 0 || checking) return null;
  return (
    <Alert title={driftWords.uncheckedTitle} variant="warning">
      <Flex direction="column" gap="xs">
        <Text>{uncheckedText(count)}</Text>
        <Lines
          lines={directions.map((one) =>
            uncheckedLine(directionName(namedIn(objectTypes, one)), one.state),
          )}
        />
        {count > directions.length ? <Text>{andMore(count - directions.length)}</Text> : null}
      </Flex>
    </Alert>
  );
}

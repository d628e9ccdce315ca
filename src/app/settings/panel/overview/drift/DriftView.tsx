// Limits that were changed outside the app: what differs, what could not be checked, and the two
// answers to it.
import { Alert, EmptyState, Flex, List, Text } from '@hubspot/ui-extensions';
import { useDrift } from '../../../data/drift.ts';
import type { Drift } from '../../../domain/drift.ts';
import { andMore } from '../../../domain/limitText.ts';
import type { Dispatch } from '../../state/panelState.ts';
import { LoadState } from '../../status/LoadState.tsx';
import { QueryFailure } from '../../status/QueryFailure.tsx';
import { checkedText, driftWords, uncheckedLine, uncheckedText } from '../../words/drift.ts';
import { directionName, namedIn } from '../../words/limits.ts';
import { dateTimeText } from '../../words/time.ts';
import { ChangedLimits } from './ChangedLimits.tsx';
import { PinnedDifferences } from './PinnedDifferences.tsx';

export interface DriftViewProps {
  readonly dispatch: Dispatch;
}

export function DriftView({ dispatch }: DriftViewProps) {
  const query = useDrift();
  if (!query.data) return <LoadState query={query} loading={driftWords.loading} />;
  const drift = query.data;
  return (
    <Flex direction="column" gap="md">
      <QueryFailure query={query} />
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
    </Flex>
  );
}

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
        <List>
          {directions.map(({ from, to, state }) => (
            <Text key={`${from}>${to}`}>
              {uncheckedLine(directionName(namedIn(objectTypes, { from, to })), state)}
            </Text>
          ))}
        </List>
        {count > directions.length ? <Text>{andMore(count - directions.length)}</Text> : null}
      </Flex>
    </Alert>
  );
}

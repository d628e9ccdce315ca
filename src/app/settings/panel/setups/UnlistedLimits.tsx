// Limits of the portal that the setup does not mention: they stay unless the person says otherwise.
import { Checkbox, Flex, Text } from '@hubspot/ui-extensions';
import type { Candidate } from '../../domain/setup/candidates.ts';
import type { PortalLimits } from '../../domain/setup/wire.ts';
import { Lines } from '../status/Lines.tsx';
import { moreUnlisted, setupWords, unlistedLine } from '../words/setups.ts';
import { directionBetween } from './directionBetween.ts';
import type { SetupDispatch } from './setupState.ts';

export interface UnlistedLimitsProps {
  readonly unlisted: readonly Candidate[];
  readonly portal: PortalLimits;
  readonly remove: boolean;
  readonly dispatchSetup: SetupDispatch;
}

/** The review shows them all; here they only have to be recognised. */
const MOST_LINES = 10;

export function UnlistedLimits({ unlisted, portal, remove, dispatchSetup }: UnlistedLimitsProps) {
  const more = unlisted.length - MOST_LINES;
  return (
    <Flex direction="column" gap="xs">
      <Text format={{ fontWeight: 'demibold' }}>{setupWords.unlistedTitle}</Text>
      <Lines
        lines={unlisted
          .slice(0, MOST_LINES)
          .map(({ from, to, label, limit }) =>
            unlistedLine(directionBetween(portal.objects, from, to), label, limit),
          )}
      />
      {more > 0 ? <Text>{moreUnlisted(more)}</Text> : null}
      <Checkbox
        name="setup-remove-unlisted"
        checked={remove}
        description={setupWords.unlistedHelp}
        onChange={(checked) => {
          dispatchSetup({ type: 'removeUnlisted', remove: checked });
        }}
      >
        {setupWords.removeUnlisted}
      </Checkbox>
    </Flex>
  );
}

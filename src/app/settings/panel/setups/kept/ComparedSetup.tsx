// A kept setup against what the portal holds now, as a pasted one is checked.
import { Button, Flex, Heading } from '@hubspot/ui-extensions';
import { comparedTitle, keptWords } from '../../words/kept.ts';
import { SetupFindings, type SetupFindingsProps } from '../SetupFindings.tsx';
import type { ComparedWith } from '../setupState.ts';

export interface ComparedSetupProps extends SetupFindingsProps {
  readonly kept: ComparedWith;
}

export function ComparedSetup({ kept, ...findings }: ComparedSetupProps) {
  return (
    <Flex direction="column" gap="md">
      <Flex direction="row" gap="md" align="center" justify="between" wrap="wrap">
        <Heading>{comparedTitle(kept.name)}</Heading>
        <Button
          size="sm"
          variant="secondary"
          onClick={() => {
            findings.dispatchSetup({ type: 'closeKept' });
          }}
        >
          {keptWords.close}
        </Button>
      </Flex>
      <SetupFindings {...findings} />
    </Flex>
  );
}

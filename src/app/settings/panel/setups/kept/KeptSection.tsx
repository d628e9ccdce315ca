// The setups that this portal keeps, and the one that it is compared with.
import { EmptyState, Flex, Text } from '@hubspot/ui-extensions';
import { useKeptSetups } from '../../../data/keptSetups.ts';
import { useCanChange } from '../../../data/rights.ts';
import { Introduction } from '../../status/Introduction.tsx';
import { Loaded } from '../../status/Loaded.tsx';
import { keptWords } from '../../words/kept.ts';
import type { SetupsPageProps } from '../SetupsPage.tsx';
import { ComparedSetup } from './ComparedSetup.tsx';
import { KeptTable } from './KeptTable.tsx';

export function KeptSection(props: SetupsPageProps) {
  const canChange = useCanChange();
  const { setup, dispatchSetup } = props;
  return (
    <Flex direction="column" gap="md">
      <Introduction words={keptWords} />
      <Loaded query={useKeptSetups()} loading={keptWords.loading}>
        {({ setups }) =>
          setups.length === 0 ? (
            <EmptyState title={keptWords.noneTitle} imageName="multipleObjects" layout="vertical">
              <Text>{keptWords.none}</Text>
            </EmptyState>
          ) : (
            <KeptTable
              setups={setups}
              canChange={canChange}
              compared={setup.kept?.setupId ?? null}
              dispatchSetup={dispatchSetup}
            />
          )
        }
      </Loaded>
      {setup.kept && setup.read?.ok ? (
        <ComparedSetup {...props} kept={setup.kept} read={setup.read.value} />
      ) : null}
    </Flex>
  );
}

// The setups that this portal keeps, and the one that it is compared with.
import { EmptyState, Flex, Heading, Text } from '@hubspot/ui-extensions';
import { useKeptSetups } from '../../../data/keptSetups.ts';
import { useCanChange } from '../../../data/rights.ts';
import { LoadState } from '../../status/LoadState.tsx';
import { keptWords } from '../../words/kept.ts';
import type { SetupsPageProps } from '../SetupsPage.tsx';
import { ComparedSetup } from './ComparedSetup.tsx';
import { KeptTable } from './KeptTable.tsx';

export function KeptSection(props: SetupsPageProps) {
  const query = useKeptSetups();
  const canChange = useCanChange();
  const { setup, dispatchSetup } = props;
  return (
    <Flex direction="column" gap="md">
      <Flex direction="column" gap="xs">
        <Heading>{keptWords.title}</Heading>
        <Text>{keptWords.intro}</Text>
      </Flex>
      {query.data ? null : <LoadState query={query} loading={keptWords.loading} />}
      {query.data?.setups.length === 0 ? (
        <EmptyState title={keptWords.noneTitle} imageName="multipleObjects" layout="vertical">
          <Text>{keptWords.none}</Text>
        </EmptyState>
      ) : null}
      {query.data && query.data.setups.length > 0 ? (
        <KeptTable
          setups={query.data.setups}
          canChange={canChange}
          compared={setup.kept?.setupId ?? null}
          dispatchSetup={dispatchSetup}
        />
      ) : null}
      {setup.kept && setup.read?.ok ? (
        <ComparedSetup {...props} kept={setup.kept} read={setup.read.value} />
      ) : null}
    </Flex>
  );
}

// Paste a setup, or enter another portal's code, and check it; what it would do stands below.
import { Alert, Button, EmptyState, Flex, Heading, Text, TextArea } from '@hubspot/ui-extensions';
import { useForgetPortalLimits } from '../../data/lookUp.ts';
import type { TextProblem } from '../../domain/setup/places.ts';
import { useOwnText } from '../edit/useOwnText.ts';
import { Lines } from '../status/Lines.tsx';
import { originText } from '../words/codes.ts';
import { problemLine, problemsTitle, setupWords } from '../words/setups.ts';
import { EnterCode } from './codes/EnterCode.tsx';
import type { SetupsPageProps } from './SetupsPage.tsx';
import { SetupFindings } from './SetupFindings.tsx';

export function ImportSetup({ session, setup, dispatchSetup, dispatch }: SetupsPageProps) {
  // A kept setup that is compared is shown where the kept ones are.
  const read = setup.kept === null ? setup.read : null;
  const forget = useForgetPortalLimits();
  const { fieldKey, field } = useOwnText(setup.text, (text) => {
    dispatchSetup({ type: 'paste', text });
  });
  return (
    <Flex direction="column" gap="md">
      <Heading>{setupWords.importTitle}</Heading>
      <EnterCode session={session} held={setup.held} dispatchSetup={dispatchSetup} />
      {setup.origin ? <Text>{originText(setup.origin)}</Text> : null}
      <TextArea
        key={fieldKey}
        label={setupWords.paste}
        name="setup-pasted"
        description={setupWords.pasteHelp}
        {...field}
        rows={8}
      />
      <Flex direction="row">
        <Button
          variant="secondary"
          onClick={() => {
            forget();
            dispatchSetup({ type: 'check' });
          }}
        >
          {setupWords.check}
        </Button>
      </Flex>
      {read?.ok === false ? <Problems problems={read.failure} /> : null}
      {read?.ok && read.value.entries.length === 0 ? <NoLimits /> : null}
      {read?.ok && read.value.entries.length > 0 ? (
        <SetupFindings
          session={session}
          read={read.value}
          setup={setup}
          dispatchSetup={dispatchSetup}
          dispatch={dispatch}
        />
      ) : null}
    </Flex>
  );
}

const Problems = ({ problems }: { readonly problems: readonly TextProblem[] }) => (
  <Alert title={problemsTitle(problems.length)} variant="danger">
    <Lines lines={problems.map(problemLine)} />
  </Alert>
);

const NoLimits = () => (
  <EmptyState title={setupWords.emptySetupTitle} imageName="voteAndSearch" layout="vertical">
    <Text>{setupWords.emptySetup}</Text>
  </EmptyState>
);

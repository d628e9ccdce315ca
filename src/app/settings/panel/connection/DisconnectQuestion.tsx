// Asks before disconnecting, in its place; where HubSpot does not remove the app, the person may
// try again or go on without.
import { useState } from 'react';
import {
  Button,
  Checkbox,
  Flex,
  LoadingButton,
  Text,
  useExtensionActions,
} from '@hubspot/ui-extensions';
import { useDisconnect } from '../../data/disconnect.ts';
import { Lines } from '../status/Lines.tsx';
import { MutationState } from '../status/MutationState.tsx';
import { connectionWords } from '../words/connection.ts';

export interface DisconnectQuestionProps {
  /** The connection that is asked about. */
  readonly connectedAt: string;
  readonly onLeave: () => void;
}

export function DisconnectQuestion({ connectedAt, onLeave }: DisconnectQuestionProps) {
  const [eraseNow, setEraseNow] = useState(false);
  const { addAlert } = useExtensionActions<'settings'>();
  const disconnecting = useDisconnect(({ removedInHubSpot }) => {
    addAlert(
      removedInHubSpot === false
        ? { type: 'warning', message: connectionWords.doneHereOnly }
        : { type: 'success', message: connectionWords.done },
    );
  });
  const { error, isPending, variables, mutate } = disconnecting;
  const failure = error?.failure;
  const mayGoOn = failure?.kind === 'answered' && failure.error.code === 'cannot_disconnect';
  const ask = (anyway: boolean) => () => {
    mutate({ connectedAt, eraseNow, anyway });
  };
  return (
    <Flex direction="column" gap="sm" align="start">
      <Text format={{ fontWeight: 'demibold' }}>{connectionWords.question}</Text>
      <Lines lines={connectionWords.consequences} />
      <Checkbox
        name="erase-now"
        checked={eraseNow}
        description={connectionWords.eraseNowHelp}
        onChange={setEraseNow}
      >
        {connectionWords.eraseNow}
      </Checkbox>
      <MutationState mutation={disconnecting}>
        {mayGoOn ? <Text>{connectionWords.anywayHelp}</Text> : null}
      </MutationState>
      <Flex direction="row" gap="sm" wrap="wrap">
        <LoadingButton
          variant="destructive"
          loading={isPending && !variables.anyway}
          onClick={ask(false)}
        >
          {connectionWords.disconnect}
        </LoadingButton>
        {mayGoOn ? (
          <Button variant="destructive" onClick={ask(true)}>
            {connectionWords.anyway}
          </Button>
        ) : null}
        <Button variant="secondary" onClick={onLeave}>
          {connectionWords.stay}
        </Button>
      </Flex>
    </Flex>
  );
}

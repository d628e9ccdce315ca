// Disconnecting, which is asked about first; where HubSpot does not remove the app, the person may
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

export interface DisconnectProps {
  /** The connection that is asked about. */
  readonly connectedAt: string;
  readonly asking: boolean;
  readonly onAsk: (asking: boolean) => void;
}

export function Disconnect({ connectedAt, asking, onAsk }: DisconnectProps) {
  const [eraseNow, setEraseNow] = useState(false);
  const { addAlert } = useExtensionActions<'settings'>();
  const disconnecting = useDisconnect(({ removedInHubSpot }) => {
    addAlert(
      removedInHubSpot === false
        ? { type: 'warning', message: connectionWords.doneHereOnly }
        : { type: 'success', message: connectionWords.done },
    );
  });
  const { error, isPending, variables, mutate, reset } = disconnecting;
  const failure = error?.failure;
  const mayGoOn = failure?.kind === 'answered' && failure.error.code === 'cannot_disconnect';
  const ask = (anyway: boolean) => () => {
    mutate({ connectedAt, eraseNow, anyway });
  };
  return (
    <Flex direction="column" gap="sm" align="start">
      {asking ? (
        <>
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
        </>
      ) : null}
      <Flex direction="row" gap="sm" wrap="wrap">
        {/* One button asks and takes the question back, so that focus stays where it is. */}
        <Button
          variant="secondary"
          onClick={() => {
            onAsk(!asking);
            // Asked anew, nothing is ticked and nothing has failed.
            setEraseNow(false);
            reset();
          }}
        >
          {asking ? connectionWords.stay : connectionWords.disconnect}
        </Button>
        {asking ? (
          <LoadingButton
            variant="destructive"
            loading={isPending && !variables.anyway}
            onClick={ask(false)}
          >
            {connectionWords.disconnect}
          </LoadingButton>
        ) : null}
        {asking && mayGoOn ? (
          <Button variant="destructive" onClick={ask(true)}>
            {connectionWords.anyway}
          </Button>
        ) : null}
      </Flex>
    </Flex>
  );
}

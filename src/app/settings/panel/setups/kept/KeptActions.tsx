// What can be done with one kept setup; forgetting is asked about in its place.
import { useState } from 'react';
import { Button, Flex, LoadingButton, Text } from '@hubspot/ui-extensions';
import type { KeptSetup } from '../../../domain/setup/kept.ts';
import { forgetQuestion, keptWords } from '../../words/kept.ts';

export interface KeptActionsProps {
  readonly kept: KeptSetup;
  readonly canChange: boolean;
  readonly busy: {
    readonly comparing: boolean;
    readonly pinning: boolean;
    readonly forgetting: boolean;
  };
  readonly onCompare: () => void;
  readonly onUnpin: () => void;
  readonly onForget: () => void;
}

export function KeptActions(props: KeptActionsProps) {
  const [asking, setAsking] = useState(false);
  const { kept, canChange, busy, onCompare, onUnpin } = props;
  const leave = (): void => {
    setAsking(false);
  };
  if (asking) return <ForgetQuestion {...props} onLeave={leave} />;
  return (
    <Flex direction="row" gap="xs" wrap="wrap">
      <LoadingButton size="xs" variant="secondary" loading={busy.comparing} onClick={onCompare}>
        {keptWords.compare}
      </LoadingButton>
      {canChange && kept.pinned ? (
        <LoadingButton size="xs" variant="secondary" loading={busy.pinning} onClick={onUnpin}>
          {keptWords.unpin}
        </LoadingButton>
      ) : null}
      {canChange ? (
        <Button
          size="xs"
          variant="secondary"
          onClick={() => {
            setAsking(true);
          }}
        >
          {keptWords.forget}
        </Button>
      ) : null}
    </Flex>
  );
}

interface ForgetQuestionProps extends KeptActionsProps {
  readonly onLeave: () => void;
}

const ForgetQuestion = ({ kept, busy, onForget, onLeave }: ForgetQuestionProps) => (
  <Flex direction="column" gap="xs">
    <Text>{forgetQuestion(kept)}</Text>
    <Flex direction="row" gap="xs">
      <LoadingButton size="xs" variant="destructive" loading={busy.forgetting} onClick={onForget}>
        {keptWords.forgetSetup}
      </LoadingButton>
      <Button size="xs" variant="secondary" onClick={onLeave}>
        {keptWords.forgetNot}
      </Button>
    </Flex>
  </Flex>
);

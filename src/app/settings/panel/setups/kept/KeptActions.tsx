// What can be done with one kept setup; forgetting is asked about in its place.
import { useState } from 'react';
import { Flex, Text } from '@hubspot/ui-extensions';
import type { KeptSetup } from '../../../domain/setup/kept.ts';
import { RowButton } from '../../status/RowButton.tsx';
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
  const { kept, canChange, busy, onCompare, onUnpin, onForget } = props;
  return (
    <Flex direction="column" gap="xs">
      {asking ? <Text>{forgetQuestion(kept)}</Text> : null}
      <Flex direction="row" gap="xs" wrap="wrap">
        {asking ? null : (
          <RowButton of={kept.name} loading={busy.comparing} onClick={onCompare}>
            {keptWords.compare}
          </RowButton>
        )}
        {canChange && kept.pinned && !asking ? (
          <RowButton of={kept.name} icon="remove" loading={busy.pinning} onClick={onUnpin}>
            {keptWords.unpin}
          </RowButton>
        ) : null}
        {/* One button asks and takes the question back, so that focus stays where it is. */}
        {canChange ? (
          <RowButton
            of={kept.name}
            icon={asking ? 'undo' : 'delete'}
            onClick={() => {
              setAsking(!asking);
            }}
          >
            {asking ? keptWords.forgetNot : keptWords.forget}
          </RowButton>
        ) : null}
        {asking ? (
          <RowButton
            of={kept.name}
            icon="delete"
            variant="destructive"
            loading={busy.forgetting}
            onClick={onForget}
          >
            {keptWords.forgetSetup}
          </RowButton>
        ) : null}
      </Flex>
    </Flex>
  );
}

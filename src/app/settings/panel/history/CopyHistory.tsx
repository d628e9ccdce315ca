// Copies the history that a search finds, as CSV. The server writes it: a page holds no items.
import { Flex, LoadingButton, Text } from '@hubspot/ui-extensions';
import { useHistoryExport } from '../../data/history.ts';
import { MutationState } from '../status/MutationState.tsx';
import { useCopyText } from '../status/useCopyText.ts';
import { historyWords, incompleteText } from '../words/history.ts';
import { ByHand } from './CopyCsv.tsx';

export function CopyHistory({ search }: { readonly search: string }) {
  const exported = useHistoryExport();
  const { refused, copy } = useCopyText();
  return (
    <Flex direction="column" gap="sm" align="start">
      <MutationState mutation={exported} />
      <LoadingButton
        variant="secondary"
        size="sm"
        loading={exported.isPending}
        onClick={() => {
          exported.mutate(search, {
            onSuccess: ({ csv }) => {
              void copy(csv, historyWords.copied);
            },
          });
        }}
      >
        {historyWords.copyAll}
      </LoadingButton>
      {exported.data?.complete === false ? (
        <Text>{incompleteText(exported.data.limits)}</Text>
      ) : null}
      <Text variant="microcopy">{historyWords.copyHolds}</Text>
      <ByHand csv={refused} />
    </Flex>
  );
}

// Withdraws a code that nobody used yet.
import { Flex, LoadingButton } from '@hubspot/ui-extensions';
import { useWithdrawCode } from '../../../data/codes.ts';
import { MutationState } from '../../status/MutationState.tsx';
import { codeWords } from '../../words/codes.ts';

export interface WithdrawCodeProps {
  readonly codeId: string;
  readonly size?: 'xs' | 'md';
}

export function WithdrawCode({ codeId, size = 'md' }: WithdrawCodeProps) {
  const withdrawing = useWithdrawCode();
  return (
    <Flex direction="column" gap="sm" align="start">
      <LoadingButton
        variant="secondary"
        size={size}
        loading={withdrawing.isPending}
        onClick={() => {
          withdrawing.mutate(codeId);
        }}
      >
        {codeWords.withdraw}
      </LoadingButton>
      <MutationState mutation={withdrawing} />
    </Flex>
  );
}

// Withdraws a code that nobody used yet.
import { Flex } from '@hubspot/ui-extensions';
import { useWithdrawCode } from '../../../data/codes.ts';
import { MutationState } from '../../status/MutationState.tsx';
import { RowButton } from '../../status/RowButton.tsx';
import { codeWords } from '../../words/codes.ts';

export interface WithdrawCodeProps {
  readonly codeId: string;
  /** The code itself, which tells this button from those of other codes. */
  readonly code: string;
  readonly size?: 'xs' | 'md';
}

export function WithdrawCode({ codeId, code, size = 'md' }: WithdrawCodeProps) {
  const withdrawing = useWithdrawCode();
  return (
    <Flex direction="column" gap="sm" align="start">
      <RowButton
        of={code}
        icon="remove"
        size={size}
        loading={withdrawing.isPending}
        onClick={() => {
          withdrawing.mutate(codeId);
        }}
      >
        {codeWords.withdraw}
      </RowButton>
      <MutationState mutation={withdrawing} />
    </Flex>
  );
}

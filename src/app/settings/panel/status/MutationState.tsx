// What became of a sent request that has not succeeded: waiting to send again, or failed.
import type { ReactNode } from 'react';
import type { RequestFailed } from '../../data/failure.ts';
import { FailureNotice } from './FailureNotice.tsx';
import { Waiting } from './Waiting.tsx';

export interface MutationStateProps {
  readonly mutation: {
    readonly isPending: boolean;
    readonly error: RequestFailed | null;
    readonly failureReason: RequestFailed | null;
    readonly failureCount: number;
  };
  readonly children?: ReactNode;
}

export function MutationState({ mutation, children }: MutationStateProps) {
  const { isPending, error, failureReason, failureCount } = mutation;
  if (isPending && failureReason) {
    return <Waiting failure={failureReason.failure} attempt={failureCount} />;
  }
  return error ? <FailureNotice failure={error.failure}>{children}</FailureNotice> : null;
}

// What became of a request that has not succeeded: waiting to send again, or failed.
import type { ReactNode } from 'react';
import type { RequestFailed } from '../../data/failure.ts';
import { FailureNotice } from './FailureNotice.tsx';
import { Waiting } from './Waiting.tsx';

export interface RequestStateProps {
  readonly request: {
    readonly error: RequestFailed | null;
    readonly failureReason: RequestFailed | null;
    readonly failureCount: number;
  };
  /** It is on its way, or waits to be sent again. */
  readonly asking: boolean;
  /** Asks once more; left out where the surface's own button does that. */
  readonly onAgain?: () => void;
  readonly children?: ReactNode;
}

export function RequestState({ request, asking, children, ...again }: RequestStateProps) {
  const { error, failureReason, failureCount } = request;
  if (asking && failureReason) {
    return (
      <Waiting failure={failureReason.failure} attempt={failureCount}>
        {children}
      </Waiting>
    );
  }
  return error ? (
    <FailureNotice failure={error.failure} asking={asking} {...again}>
      {children}
    </FailureNotice>
  ) : null;
}

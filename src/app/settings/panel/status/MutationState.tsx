// What became of a sent request that has not succeeded; the button that sent it sends it again.
import type { ReactNode } from 'react';
import { RequestState, type RequestStateProps } from './RequestState.tsx';

export interface MutationStateProps {
  readonly mutation: RequestStateProps['request'] & { readonly isPending: boolean };
  readonly children?: ReactNode;
}

export const MutationState = ({ mutation, children }: MutationStateProps) => (
  <RequestState request={mutation} asking={mutation.isPending}>
    {children}
  </RequestState>
);

// One id for what is sent once more: pressed twice before anything is drawn anew, or after a lost
// answer, it is one request, which the server answers alike.
import { useRef } from 'react';
import { newPlanId } from './planId.ts';

export interface SameId {
  /** The id under which to send this: `known`, or the last one where the same was sent last. */
  readonly idOf: (sent: unknown, known?: string) => string;
  readonly isLast: (id: string) => boolean;
  /** The same once more is another wish. */
  readonly forget: () => void;
}

const nothing = { what: '', id: '' };

export function useSameId(): SameId {
  const last = useRef(nothing);
  return {
    idOf: (sent, known) => {
      const what = JSON.stringify(sent);
      const again = what === last.current.what ? last.current.id : newPlanId();
      last.current = { what, id: known ?? again };
      return last.current.id;
    },
    isLast: (id) => id === last.current.id,
    forget: () => {
      last.current = nothing;
    },
  };
}

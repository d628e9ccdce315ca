// One id for what is sent once more: pressed twice before anything is drawn anew, or after a lost
// answer, it is one request, which the server answers alike.
import { useRef } from 'react';
import { newPlanId } from './planId.ts';

export interface SameId {
  /** The id under which to send this: the last one, where the same was sent last. */
  readonly idOf: (sent: unknown) => string;
  /** It was answered: the same once more is another wish. */
  readonly answered: () => void;
}

export function useSameId(): SameId {
  const last = useRef({ what: '', id: '' });
  return {
    idOf: (sent) => {
      const what = JSON.stringify(sent);
      if (what !== last.current.what) last.current = { what, id: newPlanId() };
      return last.current.id;
    },
    answered: () => {
      last.current.what = '';
    },
  };
}

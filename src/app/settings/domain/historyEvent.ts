// What happened in a portal beside applied plans, as it is kept. The panel is told it in words.
import type { LeavingReason } from './leaving.ts';
import type { OtherPortal } from './otherPortal.ts';

interface OfCode {
  readonly title: string | null;
  readonly limits: number;
}

interface OfSetup {
  readonly name: string;
  readonly limits: number;
}

export type HistoryEvent =
  /** A code was made here for another portal. */
  | ({ readonly kind: 'code_made' } & OfCode)
  | ({ readonly kind: 'code_withdrawn' } & OfCode)
  /** A code of this portal was entered in another one. */
  | ({ readonly kind: 'code_used'; readonly portal: OtherPortal } & OfCode)
  /** Another portal's code was entered here. */
  | ({ readonly kind: 'code_entered'; readonly portal: OtherPortal } & OfCode)
  | ({ readonly kind: 'setup_kept' } & OfSetup)
  | ({ readonly kind: 'setup_forgotten' } & OfSetup)
  | ({ readonly kind: 'setup_pinned' } & OfSetup)
  | ({ readonly kind: 'setup_unpinned' } & OfSetup)
  /** Limits that were changed outside the app were accepted as they are. */
  | {
      readonly kind: 'drift_kept';
      readonly labels: readonly string[];
      readonly limits: number;
    }
  | { readonly kind: 'disconnected'; readonly reason: LeavingReason }
  | { readonly kind: 'connected_again' };

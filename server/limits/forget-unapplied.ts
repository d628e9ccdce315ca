// What was reviewed and never applied is kept for a stated number of days only.
import type { Clock } from '../clock.ts';
import type { UnappliedPlans } from '../storage/unapplied-plans.ts';

/** From the review on; its limits are long other ones by then, so it would be made anew anyway. */
const UNAPPLIED_DAYS = 30;

const KEPT_MS = UNAPPLIED_DAYS * 24 * 3_600_000;

export interface ForgetUnappliedParts {
  readonly unapplied: UnappliedPlans;
  readonly clock: Pick<Clock, 'now'>;
}

/** Deletes plans that were made more than 30 days ago and never applied. */
export const forgetUnapplied = ({ unapplied, clock }: ForgetUnappliedParts): Promise<void> =>
  unapplied.deleteMadeBefore(clock.now() - KEPT_MS);

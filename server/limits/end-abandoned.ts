// A plan whose job was given up comes to an end all the same: otherwise it would be under way for ever.
import type { Failure } from '#domain/wire.ts';
import type { Clock } from '../clock.ts';
import type { AbandonedPlans } from '../storage/abandoned-plans.ts';

export interface EndAbandonedParts {
  readonly abandoned: AbandonedPlans;
  readonly clock: Pick<Clock, 'now'>;
}

const ABANDONED: Failure = {
  code: 'internal',
  message:
    'Making this plan failed again and again, so it was ended. Review the changes once more; whoever runs Atmost finds the reason in its log.',
};

/** Ends plans that no job works on any more, so that what they left can be tried again. */
export const endAbandonedPlans = ({ abandoned, clock }: EndAbandonedParts): Promise<void> =>
  abandoned.end(ABANDONED, clock.now());

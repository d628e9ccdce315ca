// Sentences of the review, before anything is sent.
import type { Risk } from '../../domain/plan.ts';
import type { Limit } from '../../domain/limit.ts';
import { limitText, limitsText, numberText } from '../../domain/limitText.ts';
import { labelInSentence } from './limits.ts';

export const reviewWords = {
  consequence:
    'HubSpot decides about each limit on its own, so some may be saved while others are refused. You will see what became of each.',
  columnLimit: 'Limit',
  columnChange: 'Change',
  columnMeaning: 'What it means',
  back: 'Back to editing',
  risksTitle: 'Before you apply',
  sameTitle: 'What will not change',
  emptyTitle: 'Nothing to apply',
  empty: 'Every limit already has the value you want, so there is nothing to send to HubSpot.',
  backToLimits: 'Back to limits',
  undo: 'This takes an earlier plan back: each limit it saved gets the value it had before.',
  leftOutTitle: 'What cannot be put back',
  backToHistory: 'Back to history',
  note: 'Why (optional)',
  planning: 'Reading what HubSpot has now',
  planningNext:
    'Nothing is sent to HubSpot yet. The review opens by itself once every direction was read.',
  planningLost: 'Atmost goes on reading. The numbers here are the last that arrived.',
  noteHelp: 'Kept in the history with what became of each limit.',
} as const;

/** `place`: the direction's name, or undefined where the plan has more than one direction. */
export const reviewTitle = (
  count: number,
  place: string | undefined,
  directions: number,
): string =>
  place === undefined
    ? `Apply ${limitsText(count)} in ${numberText(directions)} directions?`
    : `Apply ${limitsText(count)} to ${place}?`;

export const planningTitle = (directions: number): string =>
  `Making a plan over ${numberText(directions)} directions`;

export const backFromPlan = (isUndo: boolean): string =>
  isUndo ? reviewWords.backToHistory : reviewWords.back;

/** What stands in the way of a review, and where. */
export const refusedLine = (place: string, message: string): string => `${place}: ${message}`;

export const manyDirectionsKeep = (directions: number): string =>
  `Every other label of the ${numberText(directions)} directions keeps what it has.`;

export const applyButton = (count: number): string => `Apply ${limitsText(count)}`;

export const noteTooLong = (length: number, most: number): string =>
  `The note has ${numberText(length)} characters; it may have ${numberText(most)}.`;

/** Says a risk once for all limits that have it. */
export function riskSummary(risk: Risk, count: number): string {
  const these = count === 1 ? '1 limit' : `${numberText(count)} limits`;
  switch (risk) {
    case 'lowers':
      return `${these} ${count === 1 ? 'gets' : 'get'} stricter. Records above a new limit keep what they have, but merging or syncing those records can fail.`;
    case 'equal_to_object_limit':
      return `${these} would be equal to the limit for all associations, or to a label’s limit. HubSpot’s own pages disagree on whether that is allowed, so HubSpot may refuse.`;
    case 'shared_by_both_directions':
      return `${these} ${count === 1 ? 'applies' : 'apply'} to both sides of the pair, because HubSpot keeps one limit for them.`;
    case 'sides_differ':
      return `${these} would differ from the other side of the same label. HubSpot keeps one limit for both, so only one of them can stay.`;
    case 'changed_since':
      return `${these} ${count === 1 ? 'was' : 'were'} changed by someone since the plan that is undone. Applying replaces what is there now.`;
  }
}

export const alreadySo = (direction: string, label: string | null, limit: Limit): string =>
  limit === null
    ? `${direction}, ${labelInSentence(label)}: has no limit already.`
    : `${direction}, ${labelInSentence(label)}: is ${limitText(limit)} already.`;

export const othersKeep = (count: number, direction: string): string =>
  count === 1
    ? `1 other label of ${direction} keeps what it has.`
    : `${numberText(count)} other labels of ${direction} keep what they have.`;

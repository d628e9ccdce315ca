// Sentences about limits that were changed outside the app.
import type { ChangedLimit, KeptDrift, PinnedDifference, Unchecked } from '../../domain/drift.ts';
import { limitText, limitsText, numberText } from '../../domain/limitText.ts';
import { personText } from '../../domain/personText.ts';
import { stateName } from './overview.ts';

export const driftWords = {
  view: 'Changes',
  loading: 'Looking for changes',
  intro:
    'Limits that differ from what Atmost last knew: as it first saw them, as they were applied here, or as somebody accepted them. HubSpot does not tell who changed a limit outside Atmost.',
  checking: 'Atmost is reading the portal. What is shown here may still change.',
  howToCheck: 'Read again to check now. Atmost also checks once a day.',
  neverEnded:
    'The portal was not read to the end, so this compares what was last read of each direction.',
  noneTitle: 'Nothing was changed outside Atmost',
  none: 'Every limit in HubSpot is as Atmost last knew it.',
  noneKnownTitle: 'No change is known, but not everything was checked',
  noneKnown: 'What was read is as Atmost last knew it.',
  stillReading: 'What was read so far is as Atmost last knew it.',
  answers:
    'Restore leads to the review of a plan that puts limits back. Keep the portal’s accepts them as they are in HubSpot, and the history remembers who did.',
  chooseAll: 'Choose all',
  chooseNone: 'Choose none',
  keep: 'Keep the portal’s',
  chooseFirst: 'Choose the limits that should stay as they are in HubSpot.',
  columnChange: 'Was → now',
  columnKnown: 'Last known',
  columnWanted: 'Pinned → now',
  labelGone: 'The label is gone, so its limit cannot be restored.',
  cannotBeSet: 'Only HubSpot itself can set this limit.',
  restoreNone: 'Restore limits',
  nothingToRestore: 'None of these limits can be restored. Each row says why.',
  uncheckedTitle: 'Not everything could be checked',
  showChanges: 'Show changes',
} as const;

export const changedTitle = (count: number): string =>
  count === 1
    ? '1 limit was changed outside Atmost'
    : `${numberText(count)} limits were changed outside Atmost`;

export const pinnedTitle = (count: number, name: string): string => {
  if (count === 0) return `Everything that was read is as in the pinned setup “${name}”`;
  return count === 1
    ? `1 limit differs from the pinned setup “${name}”`
    : `${numberText(count)} limits differ from the pinned setup “${name}”`;
};

export const checkedText = (when: string): string => `Last checked on ${when}.`;

export const firstShown = (shown: number, total: number): string =>
  `The first ${numberText(shown)} of ${numberText(total)} are shown.`;

/** From what was known to what is there now. */
export function driftText({ known, now, gone }: ChangedLimit): string {
  const was = known === null ? 'Not there' : limitText(known.limit);
  return `${was} → ${gone ? 'Label gone' : limitText(now)}`;
}

export const pinnedText = ({ wanted, now, gone }: PinnedDifference): string =>
  `${limitText(wanted)} → ${gone ? 'Label gone' : limitText(now)}`;

/** Who set the last known value, and when. */
export function lastKnownText(known: ChangedLimit['known'], when: string): string {
  if (known === null) return 'The label is new, and came with a limit.';
  if (known.by === null) return `Seen by Atmost on ${when}.`;
  const person = personText(known.by);
  return known.planId === null
    ? `Accepted by ${person} on ${when}.`
    : `Applied by ${person} on ${when}.`;
}

export const restoreChosen = (count: number): string =>
  count === 0 ? driftWords.restoreNone : `Restore ${limitsText(count)}`;

export function restoreAll(count: number): string {
  if (count === 0) return driftWords.restoreNone;
  return count === 1 ? 'Restore this limit' : `Restore all ${numberText(count)} limits`;
}

export const notRestorable = (count: number): string =>
  count === 1
    ? '1 of these limits cannot be restored. Its row says why.'
    : `${numberText(count)} of these limits cannot be restored. Each row says why.`;

export const keptText = ({ kept, changedAgain }: KeptDrift): string => {
  const done =
    kept === 0
      ? 'No limit was accepted.'
      : kept === 1
        ? '1 limit is accepted as it is in HubSpot.'
        : `${numberText(kept)} limits are accepted as they are in HubSpot.`;
  return changedAgain === 0 ? done : `${done} ${changedAgainText(changedAgain)}`;
};

const changedAgainText = (count: number): string =>
  count === 1
    ? '1 is not as you saw it any more and was left.'
    : `${numberText(count)} are not as you saw them any more and were left.`;

export const uncheckedText = (count: number): string =>
  count === 1
    ? '1 direction could not be checked. Whether its limits were changed is not known:'
    : `${numberText(count)} directions could not be checked. Whether their limits were changed is not known:`;

export const uncheckedLine = (
  direction: string,
  state: Unchecked['directions'][number]['state'],
): string =>
  `${direction}: ${state === 'not_listed' ? 'Object type not listed' : stateName(state)}`;

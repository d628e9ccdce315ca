// Sentences about setups that a portal keeps: keeping, comparing, pinning, forgetting.
import { MAX_SETUP_NAME, type KeptSetup } from '../../domain/setup/kept.ts';
import type { SetupMatch } from '../../domain/setup/match.ts';
import { limitsText, numberText } from '../../domain/limitText.ts';

export const keptWords = {
  title: 'Kept setups',
  intro:
    'Keep a setup under a name, compare this portal with it later, and apply it again. A kept setup holds names, not ids.',
  loading: 'Loading the kept setups',
  noneTitle: 'No setup is kept yet',
  none: 'Export limits above, or check a setup below, then keep it in this portal.',
  columnName: 'Name',
  columnLimits: 'Limits',
  columnKept: 'Kept',
  columnActions: 'Actions',
  pinned: 'Pinned',
  compare: 'Compare',
  pin: 'Pin setup',
  pinAgain: 'Pin again',
  unpin: 'Unpin',
  forget: 'Forget',
  forgetSetup: 'Forget setup',
  forgetNot: 'Keep it',
  keep: 'Keep in this portal',
  keepSetup: 'Keep setup',
  replaceSetup: 'Replace setup',
  cancel: 'Cancel',
  name: 'Name of the kept setup',
  nameHelp: 'For example “Our standard”. The setup is kept with names, not ids.',
  nameMissing: 'Type a name.',
  close: 'Close the comparison',
  pinTitle: 'Make this the setup that the portal follows',
  pinNone: 'None of its limits is found in this portal, so there is nothing to watch.',
  notWatchedTitle: 'Not watched, because they are left out or not decided',
} as const;

export const nameTooLong = (length: number): string =>
  `The name has ${numberText(length)} characters; ${numberText(MAX_SETUP_NAME)} are the most.`;

/** What keeping under this name would replace. */
export const replacesText = ({ name, limits, pinned }: KeptSetup): string =>
  `“${name}” is kept already, with ${limitsText(limits)}. They will be replaced.${
    pinned ? ' It is pinned, and will not be pinned any more: compare it and pin it again.' : ''
  }`;

export const keptText = (name: string): string => `“${name}” is kept in this portal.`;

export const watchedText = (watched: number, limits: number): string =>
  `${numberText(watched)} of ${limitsText(limits)} watched`;

export const forgetQuestion = ({ name, pinned }: KeptSetup): string =>
  `Forget “${name}”? ${
    pinned
      ? 'It is pinned, so nothing will be watched any more. No limit in HubSpot changes.'
      : 'No limit in HubSpot changes.'
  }`;

export const comparedTitle = (name: string): string => `This portal compared with “${name}”`;

/** How many limits are not as in the setup, of those that are found here. */
export function differText({ findings }: SetupMatch): string {
  const differ = findings.filter(({ verdict }) => verdict.kind === 'set').length;
  const same = findings.filter(({ verdict }) => verdict.kind === 'already').length;
  if (differ > 0) return `${numberText(differ)} ${differ === 1 ? 'differs' : 'differ'}.`;
  return same === findings.length ? 'Nothing differs.' : 'Nothing that was found differs.';
}

/** What pinning would watch. */
export const pinText = (watched: number, all: number): string =>
  watched === all
    ? `Pin it, and ${all === 1 ? 'its limit is' : `all of its ${limitsText(all)} are`} watched.`
    : `Pin it, and ${numberText(watched)} of its ${limitsText(all)} ${watched === 1 ? 'is' : 'are'} watched.`;

export const isPinnedText = (watched: number, limits: number): string =>
  `This setup is pinned: ${watchedText(watched, limits)}.`;

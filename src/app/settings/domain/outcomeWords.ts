// What became of each limit: why, and what to do about it, for the panel and the CSV of the history.
import { MAX_LIMIT, type Limit } from './limit.ts';
import { limitText } from './limitText.ts';
import type {
  NotTriedReason,
  Outcome,
  OutcomeKind,
  RefusalReason,
  UnknownReason,
} from './outcome.ts';

export interface OutcomeWords {
  readonly why: string;
  readonly wayOut: string;
}

/** The words for an outcome that is not what was wanted; null for all others. */
export function outcomeWords(outcome: Outcome): OutcomeWords | null {
  switch (outcome.kind) {
    case 'refused':
      return outcome.against
        ? inTheWayWords(outcome.against)
        : wordsIn(refusalWords, outcome.reason);
    case 'not_tried':
      return wordsIn(notTriedWords, outcome.reason);
    case 'unknown':
      return wordsIn(unknownWords, outcome.reason);
    case 'waiting':
    case 'sending':
    case 'checking':
    case 'saved':
    case 'unchanged':
      return null;
  }
}

const newerWords: OutcomeWords = {
  why: 'The reason is newer than this page.',
  wayOut: 'Load this page again: it is named then.',
};

const wordsIn = (words: Readonly<Record<string, OutcomeWords>>, reason: string): OutcomeWords =>
  words[reason] ?? newerWords;

type InTheWay = NonNullable<Extract<Outcome, { kind: 'refused' }>['against']>;

/** HubSpot's page says both "at most" and "below", so the number that surely works is named. */
function inTheWayWords({ label, limit }: InTheWay): OutcomeWords {
  if (label === null) {
    return {
      why: `HubSpot does not accept this number for the label, because all associations of this direction together are limited to ${limitText(limit)}.`,
      wayOut:
        limit > 1
          ? `Choose ${limitText(limit - 1)} or less, or first ${limit < MAX_LIMIT ? 'raise' : 'remove'} the limit for all associations (no label).`
          : 'First raise the limit for all associations (no label).',
    };
  }
  return {
    why: `HubSpot does not accept this number for all associations, because “${label}” alone is limited to ${limitText(limit)}.`,
    wayOut:
      limit < MAX_LIMIT
        ? `Choose ${limitText(limit + 1)} or more, or first ${limit > 1 ? 'lower' : 'remove'} the limit for “${label}”.`
        : `First lower the limit for “${label}”.`,
  };
}

const refusalWords: Readonly<Record<RefusalReason, OutcomeWords>> = {
  label_limit_meets_object_limit: {
    why: 'HubSpot does not accept this number for the label, because the limit for all associations of this direction is not high enough.',
    wayOut: 'Choose a lower number, or first raise the limit for all associations (no label).',
  },
  object_limit_meets_label_limit: {
    why: 'HubSpot does not accept this number for all associations, because a label of this direction has a limit that is not lower.',
    wayOut: 'Choose a higher number, or first lower the limits of the labels.',
  },
  changed_meanwhile: {
    why: 'Someone changed this limit in HubSpot after you reviewed it, so Atmost did not overwrite it.',
    wayOut: 'Try it again: the review then shows the limit as it is now.',
  },
  missing_scope: {
    why: 'This portal has not allowed Atmost to set limits for these object types.',
    wayOut: 'Ask a Super Admin to connect Atmost again and allow it, then try again.',
  },
  type_not_found: {
    why: 'HubSpot does not find this label any more. It may have been deleted.',
    wayOut: 'Go back to the limits and load the labels again.',
  },
  no_reason_given: {
    why: 'HubSpot did not save this limit and gave no reason.',
    wayOut: 'Try it again. If it is refused again, give HubSpot’s support the correlation ID.',
  },
  other: {
    why: 'HubSpot refused this limit for a reason of its own.',
    wayOut: 'Read what HubSpot said, correct the limit if you can, and try again.',
  },
};

const notTriedWords: Readonly<Record<NotTriedReason, OutcomeWords>> = {
  portal_changed: {
    why: 'Limits of this direction were changed in HubSpot after you reviewed them, so Atmost did not go on.',
    wayOut: 'Try it again: the review then shows the limits as they are now.',
  },
  disconnected: {
    why: 'Atmost lost its access to this portal before it came to this limit.',
    wayOut: 'Ask a Super Admin to connect Atmost again, then try again.',
  },
  missing_scope: {
    why: 'This portal has not allowed Atmost to set limits for these object types.',
    wayOut: 'Ask a Super Admin to connect Atmost again and allow it, then try again.',
  },
  hubspot_unavailable: {
    why: 'HubSpot stopped answering before Atmost came to this limit.',
    wayOut: 'Wait a few minutes, then try again.',
  },
  app_misconfigured: {
    why: 'HubSpot does not accept how Atmost is set up.',
    wayOut: 'Tell the person who runs Atmost. Try again once it is corrected.',
  },
  direction_unreadable: {
    why: 'HubSpot did not show the limits of this direction, so Atmost could not check what is there.',
    wayOut: 'Try it again in a few minutes.',
  },
  given_up: {
    why: 'Atmost failed before it came to this limit.',
    wayOut: 'Tell the person who runs Atmost, then try again.',
  },
};

const unknownWords: Readonly<Record<UnknownReason, OutcomeWords>> = {
  answer_lost: {
    why: 'The limit was sent, but HubSpot’s answer was lost, and HubSpot did not show the new limit when Atmost looked.',
    wayOut:
      'Try it again: the review shows the limit as it is now, and leaves out what is already so.',
  },
  not_shown_yet: {
    why: 'HubSpot took the limit, but did not show it when Atmost looked.',
    wayOut: 'Wait a few minutes, then try it again. The review leaves out what is already so.',
  },
  not_read_back: {
    why: 'The limit was sent, but Atmost could not check whether it was saved.',
    wayOut:
      'Try it again: the review shows the limit as it is now, and leaves out what is already so.',
  },
};

/** What HubSpot had at the last look; empty where Atmost could not look. */
export const nowSentence = (now: Limit | undefined): string =>
  now === undefined ? '' : `HubSpot has now: ${limitText(now)}.`;

/** HubSpot's own sentence, where it is the only thing that explains a refusal. */
export function hubspotSentence(outcome: Outcome): string {
  if (outcome.kind !== 'refused' || outcome.reason !== 'other') return '';
  const message = outcome.hubspot?.message ?? '';
  return message === '' ? '' : `HubSpot says: “${message}”`;
}

export function outcomeName(kind: OutcomeKind): string {
  switch (kind) {
    case 'waiting':
      return 'Waiting';
    case 'sending':
      return 'Sending';
    case 'checking':
      return 'Checking';
    case 'saved':
      return 'Saved';
    case 'unchanged':
      return 'Already so';
    case 'refused':
      return 'Refused';
    case 'not_tried':
      return 'Not tried';
    case 'unknown':
      return 'Unknown';
  }
}

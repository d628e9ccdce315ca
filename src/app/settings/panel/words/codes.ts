// Sentences about one-time codes: making one, what became of it, and entering another portal's.
import {
  CODE_LIFETIME_MS,
  MAX_CODE_TITLE,
  type EnteredSetup,
  type SetupCode,
} from '../../domain/setup/code.ts';
import { limitsText, numberText } from '../../domain/limitText.ts';
import { portalName } from '../../domain/otherPortal.ts';
import { dateTimeText, timeText } from './time.ts';

const MINUTE_MS = 60_000;

export const codeWords = {
  sendTitle: 'Send it to another portal',
  send: 'A one-time code carries this setup to the other portal: it works once, for 15 minutes, and can be withdrawn. Nothing changes there until somebody reviews and applies.',
  titleField: 'What this setup is (optional)',
  titleHelp: 'People see it in both portals, beside the code and in the history.',
  make: 'Make a code',
  copy: 'Copy code',
  copied: 'The code is copied.',
  copyFailed: 'Your browser did not allow copying. Type the code in the other portal instead.',
  withdraw: 'Withdraw code',
  whatNow:
    'Open Atmost in the other portal, choose the tab Setups, type this code there and press “Enter code”.',
  listTitle: 'Codes made here lately',
  columnSetup: 'Setup',
  columnCode: 'Code',
  columnMade: 'Made',
  columnState: 'What became of it',
  columnWithdraw: 'Withdraw',
  noTitle: 'No title',
  onlySuperAdmins: 'Shown to Super Admins',
  gone: 'No longer shown',
  code: 'Code from the other portal',
  codeHelp: '12 letters and digits. Capitals, spaces and dashes make no difference.',
  notACode: 'A code has 12 letters and digits, such as 7KQ4-M0ZD-W8RT. This text is none.',
  enter: 'Enter code',
} as const;

export const titleTooLong = (length: number): string =>
  `The title has ${numberText(length)} characters; it may have ${numberText(MAX_CODE_TITLE)}.`;

/** How long a waiting code still works, in whole minutes. The server decides when it is over. */
export function minutesLeft({ expiresAt }: SetupCode, now: number): string {
  const leftMs = Math.min(Date.parse(expiresAt) - now, CODE_LIFETIME_MS);
  const minutes = Math.max(1, Math.ceil(leftMs / MINUTE_MS));
  return minutes === 1 ? '1 minute left' : `${numberText(minutes)} minutes left`;
}

/** The name of a code's state, in a word or two. */
export function codeStateName({ state }: SetupCode): string {
  switch (state) {
    case 'waiting':
      return 'Waiting';
    case 'used':
      return 'Used';
    case 'expired':
      return 'Expired';
    case 'withdrawn':
      return 'Withdrawn';
  }
}

/** What became of a code, in a sentence. */
export function codeStateText(code: SetupCode, now: number): string {
  switch (code.state) {
    case 'waiting':
      return `${minutesLeft(code, now)}, until ${timeText(code.expiresAt)}.`;
    case 'used':
      return code.usedBy === null
        ? 'It was entered in another portal.'
        : `It was entered in ${portalName(code.usedBy)}.`;
    case 'expired':
      return 'Nobody used it within 15 minutes.';
    case 'withdrawn':
      return 'Nobody can use it any more.';
  }
}

export const carriesText = ({ limits }: SetupCode): string => limitsText(limits);

/** Where the setup on show comes from. */
export function originText({ from, madeAt, title }: Omit<EnteredSetup, 'document'>): string {
  const way = `${portalName(from)}, by code, made on ${dateTimeText(madeAt)}.`;
  return title === null ? `From ${way}` : `“${title}” from ${way}`;
}

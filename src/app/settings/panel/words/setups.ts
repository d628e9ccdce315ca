// Sentences about setups: exporting, pasting, and what a setup would do here.
import { portalName } from '../../domain/otherPortal.ts';
import type { Session } from '../../domain/wire.ts';
import type { Limit } from '../../domain/limit.ts';
import type { Finding, SetupMatch } from '../../domain/setup/match.ts';
import type { TextProblem } from '../../domain/setup/places.ts';
import type { SetupEntry } from '../../domain/setup/document.ts';
import { MAX_LOOK_UP_DIRECTIONS } from '../../domain/setup/wire.ts';
import { dateTimeText } from './time.ts';
import { nameInText } from '../../domain/nameInText.ts';
import { limitText, limitsText, numberText } from '../../domain/limitText.ts';
import { directionsText, labelInSentence } from './limits.ts';

export const setupWords = {
  title: 'Setups',
  intro:
    'A setup is a list of limits as text. Export it here, keep it or compare it, and paste it into this or another portal, for example from a sandbox into production. It holds names, never ids or records.',
  exportTitle: 'Export the limits of this portal',
  types: 'Object types',
  format: 'Format',
  json: 'JSON',
  csv: 'CSV, for a spreadsheet',
  makeExport: 'Export',
  chooseTypesTitle: 'Choose object types first',
  chooseTypes: 'Choose the object types whose limits you want to export.',
  copy: 'Copy',
  copied: 'The setup is copied.',
  copyFailed: 'Your browser did not allow copying. Mark the text and copy it yourself.',
  exported: 'Exported setup',
  exportedHelp: 'Copy this text and keep it in a file, or paste it into another portal.',
  emptyExportTitle: 'No limits to export',
  unreadTitle: 'Some directions are missing from this export',
  importTitle: 'Bring a setup into this portal',
  paste: 'Setup',
  pasteHelp: 'Paste JSON or CSV. Nothing changes in HubSpot until you review and apply.',
  check: 'Check',
  loading: 'Reading the limits that the setup names',
  scope: 'What to export',
  wholePortal: 'The whole portal',
  chosenTypes: 'Chosen object types',
  wholeHelp:
    'Every limit of this portal, as the Overview last read it. Chosen object types are read anew.',
  namedByTextTitle: 'Some object types are named by what the screen calls them',
  notesTitle: 'Not everything is in this export',
  emptySetupTitle: 'This setup holds no limits',
  emptySetup: 'There is nothing to set. Paste a setup that holds at least one limit.',
  columnLine: 'Line',
  columnLimit: 'Limit in the setup',
  columnFinding: 'What happens in this portal',
  willBeSet: 'Will be set',
  alreadySo: 'Already so',
  toChoose: 'Choose',
  leftOut: 'Left out',
  chooseLabel: 'Choose which one is meant',
  unlistedTitle: 'Limits that this setup does not mention',
  removeUnlisted: 'Remove limits that the setup does not mention',
  unlistedHelp: 'Unless you tick the box, these stay as they are.',
  review: 'Review',
  nothingToSetTitle: 'Nothing to set',
} as const;

/** Which portal the person is in: a sandbox is easily taken for production. */
export function portalText({ portal }: Session): string {
  return `You are in ${portalName(portal)}.`;
}

export const typesHelp = (most: number): string =>
  `Up to ${numberText(most)}. The limits of every direction between them are exported.`;

export const tooManyTypes = (count: number, most: number): string =>
  `${numberText(count)} object types are too many for one export. Choose at most ${numberText(most)}.`;

export const exportedText = (limits: number, read: number): string =>
  `${limitsText(limits)} in ${directionsText(read)} read.`;

export const emptyExport = (read: number): string =>
  read === 0
    ? 'No direction could be read.'
    : `No limit to export was found in ${directionsText(read)}.`;

export const unreadLine = (direction: string, why: string): string => `${direction}: ${why}`;

export const problemsTitle = (count: number): string =>
  count === 1
    ? 'This text is not a setup: 1 thing to correct'
    : `This text is not a setup: ${numberText(count)} things to correct`;

export const problemLine = ({ line, column, message }: TextProblem): string =>
  `Line ${numberText(line)}, column ${numberText(column)}: ${message}`;

export const entryName = ({ from, to, label, labelText }: SetupEntry): string =>
  `${nameInText(from)} → ${nameInText(to)}: ${labelInSentence(labelText ?? label)}`;

export function findingsText({ findings }: SetupMatch): string {
  const count = (...kinds: Finding['verdict']['kind'][]): number =>
    findings.filter(({ verdict }) => kinds.includes(verdict.kind)).length;
  const parts: readonly (readonly [number, string])[] = [
    [count('set'), 'will be set'],
    [count('already'), 'already so'],
    [count('choose'), 'to be chosen by you'],
    [count('no_object', 'no_label', 'contradicts', 'unread'), 'left out'],
  ];
  const said = parts.filter(([number]) => number > 0);
  return `${limitsText(findings.length)} in the setup: ${said
    .map(([number, words]) => `${numberText(number)} ${words}`)
    .join(', ')}.`;
}

/** `lines`: the setup is a text, whose lines the person can see. */
export function findingSentence({ verdict, entry }: Finding, lines: boolean): string {
  switch (verdict.kind) {
    case 'set':
      return `${limitText(verdict.target.limit)} → ${limitText(entry.limit)}${byText(verdict.by)}`;
    case 'already':
      return `The limit is ${limitText(entry.limit)} already.`;
    case 'choose':
      return 'Several labels of this portal fit.';
    case 'no_object':
      return `This portal has no object type “${verdict.name}”.`;
    case 'no_label':
      return 'This portal has no such label in this direction. Create it in HubSpot, then check again.';
    case 'contradicts':
      return `The setup wants another limit for the same label ${lines ? `in line ${verdict.lines.map(numberText).join(', ')}` : 'too'}. Keep one of them.`;
    case 'unread':
      return `HubSpot did not tell the limits of this direction. It says: “${verdict.why}”`;
  }
}

const byText = (by: 'name' | 'text'): string =>
  by === 'text' ? ' (found by the label’s text, because its internal name is not here)' : '';

export const candidateText = (
  direction: string,
  label: string | null,
  kind: string,
  typeId: number,
  limit: Limit,
): string =>
  `${direction}: ${labelInSentence(label)} (${kind}, type ${String(typeId)}, now ${limitText(limit)})`;

export const chooseFor = ({ entry, line }: Finding, lines: boolean): string =>
  lines
    ? `Meant in line ${numberText(line)}`
    : `Meant by entry ${numberText(line)}, ${entryName(entry)}`;

export const unlistedLine = (direction: string, label: string | null, limit: Limit): string =>
  `${direction}, ${labelInSentence(label)}: ${limitText(limit)}`;

export const moreUnlisted = (count: number): string => `And ${limitsText(count)} more.`;

export const nothingToSet = (undecided: boolean): string =>
  undecided
    ? 'Choose which labels are meant, or correct what was left out, and review again.'
    : 'Every limit of the setup that fits this portal is there already.';

/** How far a setup of many directions is read. */
export const loadingText = ({ read, total }: { read: number; total: number }): string =>
  total > MAX_LOOK_UP_DIRECTIONS
    ? `${setupWords.loading}: ${numberText(read)} of ${numberText(total)} directions read`
    : setupWords.loading;

/** How old an export is. */
export const asOfText = (readAt: string | null): string =>
  readAt === null
    ? 'All of them were read when you pressed Export.'
    : `As Atmost last read the portal; the oldest direction was read on ${dateTimeText(readAt)}.`;

export const moreUnread = (count: number): string =>
  count === 1 ? 'And 1 more direction.' : `And ${numberText(count)} more directions.`;

export const unreadText = (count: number): string =>
  `The limits of ${count === 1 ? '1 direction are' : `${numberText(count)} directions are`} not known, and not in this export:`;

export const namedByTextText = (names: readonly string[]): string =>
  `HubSpot did not tell the internal names of ${names.join(', ')} in time or at all. Export again in a moment, or check these names before you use the setup in another portal.`;

// Sentences while limits are applied, of the results, and of the offer to come back to them.
import type { HubSpotError, OutcomeKind } from '../../domain/outcome.ts';
import { limitsText, numberText } from '../../domain/limitText.ts';
import { labelInSentence } from './limits.ts';

export const progressWords = {
  loading: 'Loading what became of the limits',
  resultsTitle: 'What became of your limits',
  stay: 'You may leave this page. Atmost goes on, and you can come back to see what became of each limit.',
  queued: 'Waiting for its turn',
  working: 'Sending and checking each limit',
  pausedTitle: 'HubSpot asked Atmost to wait',
  lost: 'Atmost goes on by itself. The numbers here are the last that arrived.',
  columnLimit: 'Limit',
  columnChange: 'Change',
  columnState: 'State',
  columnWhy: 'Why, and what to do',
  leave: 'Leave it running',
  done: 'Done',
  editThese: 'Edit these limits',
  watch: 'Watch progress',
  showResults: 'Show what became of it',
  copy: 'Copy HubSpot’s answer',
  copied: 'Copied HubSpot’s answer.',
  copyFailed: 'The browser did not allow copying. Select the text instead.',
} as const;

export const applyingTitle = (total: number): string => `Applying ${limitsText(total)}`;

export const doneOf = (done: number, total: number): string =>
  `${numberText(done)} of ${numberText(total)}`;

export const pausedText = (time: string | null): string =>
  time === null
    ? 'Atmost goes on by itself as soon as HubSpot allows it.'
    : `Atmost goes on by itself at ${time}.`;

export const runningTitle = (total: number): string =>
  `${limitsText(total)} ${total === 1 ? 'is' : 'are'} being applied`;

export const lastAppliedText = (time: string, saved: number, total: number): string =>
  `Last applied on ${time}: ${numberText(saved)} of ${limitsText(total)} saved.`;

/** The heading of the results. Only what was read back as saved is called saved. */
export function resultsTitle(counts: Readonly<Record<OutcomeKind, number>>, total: number): string {
  if (counts.saved === total)
    return total === 1 ? 'The limit is saved' : `All ${limitsText(total)} are saved`;
  if (counts.saved + counts.unchanged === total) return savedAndSame(counts.saved, total);
  return `${numberText(counts.saved)} of ${limitsText(total)} saved`;
}

const savedAndSame = (saved: number, total: number): string =>
  saved === 0
    ? `Nothing had to change: ${limitsText(total)} already as wanted`
    : `${limitsText(saved)} saved, the rest was already as wanted`;

/** What the results are made of, most pressing first. */
export const resultsSummary = (counts: Readonly<Record<OutcomeKind, number>>): string =>
  `${summaryOrder
    .filter((kind) => counts[kind] > 0)
    .map((kind) => sectionTitle(kind, counts[kind]))
    .join(', ')}.`;

const summaryOrder: readonly OutcomeKind[] = [
  'refused',
  'unknown',
  'not_tried',
  'saved',
  'unchanged',
];

export function sectionTitle(kind: OutcomeKind, count: number): string {
  const n = numberText(count);
  switch (kind) {
    case 'refused':
      return `${n} refused by HubSpot`;
    case 'unknown':
      return `${n} not known to be saved`;
    case 'not_tried':
      return `${n} not tried`;
    case 'saved':
      return `${n} saved`;
    case 'unchanged':
      return `${n} already as wanted`;
    case 'waiting':
    case 'sending':
    case 'checking':
      return `${n} still under way`;
  }
}

/** The button that plans again what did not work out. */
export function tryAgainButton(count: number, allRefused: boolean): string {
  if (count === 1) return 'Try this limit again';
  return allRefused
    ? `Try the ${numberText(count)} refused again`
    : `Try the ${numberText(count)} not saved again`;
}

export const allSaved = (total: number): string =>
  total === 1 ? 'The limit is saved.' : `All ${limitsText(total)} are saved.`;

export const answerTitle = (label: string | null): string =>
  `What HubSpot said about ${labelInSentence(label)}`;

export interface AnswerLine {
  readonly label: string;
  readonly value: string;
}

/** Everything HubSpot said, line by line. */
export function answerLines(said: HubSpotError): readonly AnswerLine[] {
  return [
    ...line('Message', said.message),
    ...line('Category', said.category),
    ...line('Subcategory', said.subCategory),
    ...line('Correlation ID', said.correlationId),
    ...line('HTTP status', said.httpStatus?.toString()),
    ...line('Status', said.status),
    ...line('ID', said.id),
    ...contextLines('Context', said.context),
    ...Object.entries(said.links ?? {}).flatMap(([name, link]) => line(`Link (${name})`, link)),
    ...(said.errors ?? []).flatMap((error, index) => nestedLines(error, index + 1)),
  ];
}

type NestedError = NonNullable<HubSpotError['errors']>[number];

function nestedLines(error: NestedError, number: number): readonly AnswerLine[] {
  const name = `Error ${numberText(number)}`;
  return [
    ...line(name, error.message),
    ...line(`${name}, code`, error.code),
    ...line(`${name}, in`, error.in),
    ...line(`${name}, subcategory`, error.subCategory),
    ...contextLines(`${name}, context`, error.context),
  ];
}

const contextLines = (
  name: string,
  context: Readonly<Record<string, readonly string[]>> | undefined,
): readonly AnswerLine[] =>
  Object.entries(context ?? {}).flatMap(([key, values]) =>
    line(`${name} (${key})`, values.join(', ')),
  );

const line = (label: string, value: string | undefined): readonly AnswerLine[] =>
  value === undefined || value === '' ? [] : [{ label, value }];

export const answerText = (lines: readonly AnswerLine[]): string =>
  lines.map(({ label, value }) => `${label}: ${value}`).join('\n');

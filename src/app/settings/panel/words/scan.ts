// Sentences about how many associations records have, and how many are over a limit.
import {
  SCAN_RECORD_DAYS,
  type Judgement,
  type LimitReport,
  type Scan,
} from '../../domain/scan.ts';
import { numberText } from '../../domain/limitText.ts';
import { type Named } from './limits.ts';

export const scanWords = {
  title: 'Associations per record',
  why: 'A limit acts on new associations only: records above it stay as they are, and then merges and syncs of those records fail. Count them before you lower a limit.',
  loading: 'Looking for an earlier count',
  count: 'Count associations',
  countAgain: 'Count again',
  whoMayCount: 'Only a Super Admin can start a count.',
  cancel: 'Cancel the count',
  waiting: 'Waiting for its turn',
  counting: 'Counting associations',
  stay: 'You may leave this page. Atmost goes on counting, and you can come back to see the result.',
  pausedTitle: 'HubSpot is busy or away',
  lost: 'Atmost goes on counting. The numbers here are the last that arrived.',
  stoppedTitle: 'The count was stopped before its end',
  stopped:
    'What was counted until then says nothing about the rest. If HubSpot refused a permission, connect Atmost again first.',
  label: 'Label to look at',
  newLabel: 'This label is newer than the count. Count again to include it.',
  none: 'Without any',
  median: 'Median',
  percentile: '95th percentile',
  maximum: 'Maximum',
  columnLimit: 'With a limit of',
  columnRecords: 'Which records',
  showRecords: 'Show records',
  nobodyOver: 'Nobody',
  running: 'Being counted now.',
  again: 'A newer count is running.',
  notCounted: 'Not counted: nobody knows how many records are over it.',
  judging: 'Looking up how many records would be over each limit',
  loadingRecords: 'Loading the records',
  back: 'Back to limits',
  noRecords: 'No record has so many.',
  notThere: 'There is no finished count of this label. Count again to see its records.',
  deletedTitle: 'The list of these records was deleted',
  makeLink: 'Make a CSV link',
  makeNewLink: 'Make a new CSV link',
  download: 'Download the CSV',
} as const;

/** What is counted: the associated records, of one label or of any. */
const countedText = ({ to }: Named, label: string | null, amount = 2): string => {
  const records = amount === 1 ? to.singular : to.plural;
  return label === null ? records : `${records} labelled “${label}”`;
};

const recordsText = (count: number, { from }: Pick<Named, 'from'>): string =>
  `${numberText(count)} ${count === 1 ? from.singular : from.plural}`;

export function progressText(scan: Scan, secondsLeft: number | null): string {
  const { read, total } = scan;
  const done =
    total === null
      ? `${recordsText(read, scan)} so far.`
      : `${numberText(read)} of ${recordsText(total, scan)}.`;
  return secondsLeft === null ? done : `${done} ${timeLeftText(secondsLeft)}`;
}

function timeLeftText(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (seconds < 60) return 'Less than a minute left.';
  if (minutes < 60) return `About ${minutes === 1 ? '1 minute' : `${minutes} minutes`} left.`;
  const hours = Math.round(seconds / 3_600);
  return `About ${hours === 1 ? '1 hour' : `${numberText(hours)} hours`} left.`;
}

export const goesOnText = (time: string): string => `The count goes on by itself at ${time}.`;

/** Beside an earlier count that came to its end, or alone. */
export function cancelledText(scan: Scan, isBesideEarlier: boolean): string {
  const after = `was cancelled after ${recordsText(scan.read, scan)}`;
  return isBesideEarlier
    ? `A newer count ${after}. The numbers here are those of the count before it.`
    : `The last count ${after}, so it says nothing about the rest.`;
}

export const goOnButton = (scan: Scan): string => `Go on after ${recordsText(scan.read, scan)}`;

/** When was counted, and what is missing from it. */
export function doneText(scan: Scan, counted: number, when: string): string {
  const done = `${recordsText(counted, scan)} counted on ${when}.`;
  return scan.unread === 0
    ? done
    : `${done} HubSpot did not tell the associations of ${numberText(scan.unread)} more: they are in no number here.`;
}

export const noneAtAllText = (named: Named, label: string | null): string =>
  `No ${named.from.singular} has any ${countedText(named, label)}.`;

export const chartTitle = (named: Named, label: string | null): string =>
  `${named.from.plural} by how many ${countedText(named, label)} they have`;

export const xAxisText = ({ from, to }: Named): string => `${to.plural} of one ${from.singular}`;

export const orMore = (count: number): string => `${numberText(count)}+`;

/** A limit in the table of limits, with what it is. */
export function limitRowText(limit: number, now: number | null, wanted: number | undefined) {
  const what = limit === wanted ? ' (typed)' : limit === now ? ' (limit now)' : '';
  return `${numberText(limit)}${what}`;
}

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });

export function overShareText(over: number, records: number): string {
  if (over === 0) return scanWords.nobodyOver;
  const share = over / records;
  return `${numberText(over)} (${share < 0.001 ? 'below 0.1%' : percent.format(share)})`;
}

export const overColumn = ({ from }: Named): string => `${from.plural} over it`;

export const nobodyOverFrom = (most: number): string =>
  `With a limit of ${numberText(most)} or more, no record is over it.`;

const countedOnText = (
  { at, again }: Extract<Judgement, { kind: 'scanned' }>,
  when: (iso: string) => string,
): string => `counted on ${when(at)}.${again ? ` ${scanWords.again}` : ''}`;

const someOf = (over: number, records: number, plural: string): string =>
  `${over === 0 ? 'none' : numberText(over)} of ${numberText(records)} ${plural}`;

/** What a scan says at once about a limit being typed; empty where it says nothing. */
export function typedLimitText(
  judged: Judgement,
  limit: number,
  plural: string,
  when: (iso: string) => string,
): string {
  switch (judged.kind) {
    case 'scanned': {
      const text = `With a limit of ${numberText(limit)}, ${someOf(judged.over, judged.records, plural)} would be over it`;
      // The day stands below; only beside a newer count it is not plain which one is meant.
      return judged.again ? `${text}, ${countedOnText(judged, when)}` : `${text}.`;
    }
    case 'running':
      return scanWords.running;
    case 'not_scanned':
      return '';
  }
}

/** What is known of a limit about to be applied. Never a guess. */
export function reviewText(judged: Judgement, plural: string, when: (iso: string) => string) {
  switch (judged.kind) {
    case 'scanned': {
      const text = `${someOf(judged.over, judged.records, plural)} would be over it, ${countedOnText(judged, when)}`;
      return text.charAt(0).toUpperCase() + text.slice(1);
    }
    case 'running':
      return scanWords.running;
    case 'not_scanned':
      return scanWords.notCounted;
  }
}

export function reportText({ limit, atLimit, nearLimit }: LimitReport): string {
  const against = limit === null ? '' : `, measured against a limit of ${numberText(limit)}`;
  return `HubSpot’s own report of this direction, as things are now: records that have reached a limit: ${numberText(atLimit)}, approaching one: ${numberText(nearLimit)}${against}. HubSpot does not say whose limit that is or what counts as approaching.`;
}

export const recordsTitle = (named: Named, label: string | null, over: number): string =>
  `${named.from.plural} with more than ${numberText(over)} ${countedText(named, label, over)}`;

export const recordsFound = (total: number, named: Named, when: string): string =>
  `${recordsText(total, named)}, as counted on ${when}. Those with the most come first.`;

export const firstPagesText = (shown: number): string =>
  `The pages show the first ${numberText(shown)}, the CSV holds all.`;

export const recordName = ({ from }: Named, id: string): string => `${from.singular} ${id}`;

export const deletedText = (over: number, named: Named, when: string): string =>
  `Atmost keeps record ids for ${SCAN_RECORD_DAYS} days and deleted these on ${when}. Their number stays: ${recordsText(over, named)}. Count again to list them.`;

export const linkText = (until: string): string =>
  `Good until ${until}. It holds ids, numbers and addresses of records, and opens for everybody who has it.`;

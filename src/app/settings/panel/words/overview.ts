// Sentences of the overview of the whole portal.
import type { DirectionState, OverviewFilter, Refresh } from '../../domain/overview.ts';
import type { LabelRow } from '../../domain/association.ts';
import { limitText, numberText } from '../../domain/limitText.ts';
import { directionsText, meaning, type Named } from './limits.ts';

export const overviewWords = {
  title: 'All limits of this portal',
  intro:
    'Every direction between two object types, with its labels and limits. Choose labels, also of different pairs, to give them one limit.',
  loading: 'Loading the overview',
  neverTitle: 'This portal has not been read yet',
  never:
    'Atmost reads every pair of object types once and remembers it. In a portal with 20 object types this takes about a minute; you may leave this page meanwhile.',
  read: 'Read this portal',
  readAgain: 'Read again',
  readingTitle: 'Reading the portal',
  listing: 'Listing the object types.',
  stoppedTitle: 'The portal was not read to the end',
  notesTitle: 'Not everything could be listed',
  viewRows: 'List',
  viewGrid: 'Grid',
  viewBlockers: 'What stops a merge',
  viewPresets: 'Presets',
  search: 'Search',
  searchPlaceholder: 'Object, label or limit',
  filter: 'Show',
  from: 'From',
  to: 'To',
  anyObject: 'Any object type',
  columnChosen: 'Choose',
  columnDirection: 'Direction',
  columnLabel: 'Label',
  columnLimit: 'Limit',
  columnRead: 'Read',
  nothingTitle: 'Nothing matches',
  nothing: 'No label or direction of this portal fits what you look for.',
  showAll: 'Show everything',
  choosePage: 'Choose all on this page',
  unchooseAll: 'Choose none',
  newLimitHelp: 'A whole number from 1 to 10,000.',
  review: 'Review',
  reviewNone: 'Remove their limits',
  gridTitle: 'From (down) to (across)',
  gridHelp:
    'Each cell says how many labels have a limit, of how many. Choose one to open the pair; “–” means that HubSpot has no association between the two.',
  gridFrom: 'From',
  gridBack: 'Columns before',
  gridOn: 'More columns',
  mergeObject: 'Records of which object type',
  mergeChoose: 'Choose an object type',
  mergeIntro:
    'HubSpot answers “Association configuration limits are exceeded” when the merged record would have more associations than a limit allows. Choose an object type to see every limit that can cause this.',
  mergeLoading: 'Looking for limits',
  mergeNoneTitle: 'No limit is known that can stop a merge or a sync',
  mergeUnknownTitle: 'Some pairs are not known',
  columnWhat: 'What it means',
  columnWhen: 'When it stops something',
} as const;

export const filterName = (filter: OverviewFilter): string => {
  switch (filter) {
    case 'all':
      return 'Everything';
    case 'limited':
      return 'With a limit';
    case 'unlimited':
      return 'Without a limit';
    case 'unknown':
      return 'Not known';
    case 'changed':
      return 'Changed outside the app';
  }
};

/** What is known of a direction without labels to show. Never “no limit”. */
export function stateName(state: DirectionState): string {
  switch (state) {
    case 'unread':
      return 'Not read yet';
    case 'not_allowed':
      return 'Not allowed';
    case 'failed':
      return 'Could not be read';
    case 'no_association':
      return 'No association';
    case 'read':
      return 'Read';
  }
}

export const progressText = ({ read, total }: Refresh): string =>
  total === 0
    ? overviewWords.listing
    : `${numberText(read)} of ${numberText(total)} directions read.`;

export const ageText = (oldest: string): string =>
  `Everything here was read on ${oldest} or later.`;

export interface Counts {
  readonly directions: number;
  readonly labels: number;
  readonly limits: number;
  readonly unread: number;
  readonly notAllowed: number;
  readonly failed: number;
  readonly changed: number;
}

export const countsText = (counts: Counts): string =>
  [
    `${numberText(counts.limits)} of ${numberText(counts.labels)} ${counts.labels === 1 ? 'label' : 'labels'} in ${directionsText(counts.directions)} ${counts.limits === 1 ? 'has' : 'have'} a limit`,
    ...(counts.unread > 0 ? [`${directionsText(counts.unread)} not read yet`] : []),
    ...(counts.notAllowed > 0 ? [`${numberText(counts.notAllowed)} not allowed`] : []),
    ...(counts.failed > 0 ? [`${numberText(counts.failed)} could not be read`] : []),
    ...(counts.changed > 0 ? [`${numberText(counts.changed)} changed outside Atmost`] : []),
  ].join(', ') + '.';

export const rowsText = (total: number): string =>
  total === 1 ? '1 row.' : `${numberText(total)} rows.`;

export const chooseRow = (direction: string, label: string): string =>
  `Choose ${direction}, ${label}`;

export const chosenText = (count: number): string =>
  count === 1 ? '1 label chosen' : `${numberText(count)} labels chosen`;

export const limitForChosen = (count: number): string =>
  count === 1 ? 'New limit for 1 label' : `New limit for ${numberText(count)} labels`;

/** On one line, however narrow the window. */
export const cellText = (limits: number, labels: number): string =>
  `${numberText(limits)}\u00a0of\u00a0${numberText(labels)}`;

export const mergeTitle = (count: number, plural: string): string =>
  count === 1
    ? `1 limit can stop a merge or a sync of ${plural}`
    : `${numberText(count)} limits can stop a merge or a sync of ${plural}`;

export const mergeNone = (plural: string): string =>
  `No limit from or to ${plural} was found when the portal was read.`;

export const mergeUnknown = (names: readonly string[], more: number): string =>
  `${names.join(', ')}${more > 0 ? ` and ${numberText(more)} more` : ''}: these may have limits too.`;

/** When a limit gets in the way of records of `object`. */
export function whenItStops(named: Named, label: LabelRow, isFrom: boolean): string {
  const limit = limitText(label.limit);
  const { from, to } = named;
  const records = label.limit === 1 ? to.singular : to.plural;
  return isFrom
    ? `Merging two ${from.plural} fails if together they have more than ${limit} ${records}${labelled(label)}. A sync fails if it adds one more than ${limit}.`
    : `A sync fails if it adds a ${to.singular}${labelled(label)} to a ${from.singular} that has ${limit} already.`;
}

const labelled = ({ label }: LabelRow): string => (label === null ? '' : ` labelled “${label}”`);

export const whatItMeans = (named: Named, label: LabelRow): string =>
  meaning(named, label.label, label.limit);

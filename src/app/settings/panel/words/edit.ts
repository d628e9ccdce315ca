// Sentences of the page on which limits are edited.
import type { Limit } from '../../domain/limit.ts';
import type { ObjectType } from '../../domain/association.ts';
import { limitText, limitsText, numberText } from '../../domain/limitText.ts';
import { directionsText } from './limits.ts';

export const editWords = {
  title: 'Association limits',
  intro:
    'Choose how many records one record may be associated with. Nothing changes in HubSpot until you review and apply.',
  from: 'From',
  fromHelp: 'Each record of this type gets the limit.',
  to: 'To',
  toHelp: 'Records of this type are counted.',
  choose: 'Choose an object type',
  switchDirection: 'Switch direction',
  loadingTypes: 'Loading object types',
  notesTitle: 'Some object types may be missing from the list',
  noTypesTitle: 'HubSpot lists no object types for Atmost',
  noTypes: 'Connect Atmost again and allow it to read the object types you want to limit.',
  firstUseTitle: 'Choose two object types to see their labels',
  firstUse: 'For example, choose Deal and Company to set how many companies one deal may have.',
  loadingLabels: 'Loading labels and limits',
  loadAgain: 'Load again',
  search: 'Search labels',
  searchPlaceholder: 'Part of a label’s name',
  columnLabel: 'Label',
  columnKind: 'Kind',
  columnNow: 'Limit now',
  columnNew: 'New limit',
  columnChange: 'What changes',
  columnMeaning: 'What it means',
  noLimit: 'No limit',
  removeLimit: 'Remove limit',
  needsCorrection: 'Needs a correction',
  nothingMatchesTitle: 'No label matches',
  clearSearch: 'Show all labels',
  review: 'Review',
  discard: 'Discard',
  noUnsaved: 'No unsaved limits',
  nothingToReviewTitle: 'Nothing to review yet',
  nothingToReview: 'No limit differs from what HubSpot has. Type a new limit first.',
  tooManyTitle: 'Too many limits for one review',
  showFirst: 'Show the first one',
} as const;

export const noAssociationsTitle = (direction: string): string =>
  `${direction} has no associations`;

export const noAssociations =
  'HubSpot has no association between these two object types, so there is nothing to limit. Create one in HubSpot’s settings under Objects, then load again.';

export const nothingMatches = (search: string): string =>
  `No label of this direction contains “${search.trim()}”.`;

/** `name`: the label as a sentence names it. */
export const newLimitLabel = (name: string): string => `New limit for ${name}`;

export const keepButton = (now: Limit): string =>
  now === null ? 'Keep no limit' : `Keep ${limitText(now)}`;

export const typeOption = (type: ObjectType): string =>
  type.custom ? `${type.singular} (custom)` : type.singular;

export const readAtText = (time: string): string => `Read from HubSpot on ${time}.`;

export const unsavedText = (count: number): string =>
  count === 1 ? '1 unsaved limit' : `${numberText(count)} unsaved limits`;

/** Of more directions the names would fill the screen. */
const MOST_PLACES = 10;

/** Where the unsaved limits are, unless all are in the direction on show. */
export const unsavedIn = (places: readonly { name: string; count: number }[]): string =>
  places.length > MOST_PLACES
    ? `In ${directionsText(places.length)}.`
    : places.map(({ name, count }) => `${numberText(count)} in ${name}`).join(', ');

export const bringBackButton = (count: number): string =>
  `Bring back ${count === 1 ? 'the discarded limit' : `the ${numberText(count)} discarded limits`}`;

export const blockedTitle = (count: number): string =>
  count === 1
    ? '1 limit needs a correction before review'
    : `${numberText(count)} limits need a correction before review`;

export const tooManyChanges = (count: number, most: number): string =>
  `${limitsText(count)} are too many for one review. Review at most ${numberText(most)} at once.`;

export const tooManyDirections = (count: number, most: number): string =>
  `These limits are in ${numberText(count)} directions. Review at most ${numberText(most)} directions at once.`;

export const warningText = (warning: string): string => `Mind: ${warning}`;

// Every switch for what HubSpot's documents leave open or contradict (contract page, section 9).
// The first value of each is the default: what is documented or was observed, else the stricter.
import * as v from 'valibot';
import { noArray } from '../../no-array.ts';

interface ScenarioDefinition {
  readonly title: string;
  readonly description: string;
  readonly values: readonly [string, ...string[]];
}

export const scenarioTable = {
  batchStatus: {
    title: 'HTTP status of a batch write',
    description:
      'declared: what each API version documents (create 201, update 200, 207 when an item failed; 2026-09 always 200). 200, 201 and 207 change the status of every write that went well (207: of every write); 200-with-errors answers 200 even when items failed.',
    values: ['declared', '200', '201', '207', '200-with-errors'],
  },
  batchFailure: {
    title: 'One bad item in a batch',
    description:
      'item: only that item fails. cancel: the whole batch answers CANCELED with empty results and nothing changes (observed for batches of one).',
    values: ['item', 'cancel'],
  },
  batchState: {
    title: 'status field of a batch answer',
    description:
      'PENDING and PROCESSING are in the enum, but HubSpot has no call to ask again. The write takes effect although results are empty, except with pending-without-effect.',
    values: ['complete', 'pending', 'processing', 'pending-without-effect'],
  },
  batchCheck: {
    title: 'What an item is checked against',
    description:
      'in-order: the state after the items before it. end-state: the state after the whole batch. HubSpot does not say.',
    values: ['in-order', 'end-state'],
  },
  batchSize: {
    title: 'Most inputs in one batch',
    description: 'Not documented for these calls; a batch above it answers 400.',
    values: ['100', '50', '10', '1000', 'unlimited'],
  },
  repeatedInput: {
    title: 'The same type twice in a batch',
    description: 'Not documented. refuse: 400 for the batch. last-wins: handled one after another.',
    values: ['refuse', 'last-wins'],
  },
  createOnExisting: {
    title: 'batch/create on an existing limit',
    description: 'Not documented. update: overwrites it. error: that item fails.',
    values: ['update', 'error'],
  },
  updateOnMissing: {
    title: 'batch/update without a limit',
    description: 'create: sets it (observed). error: that item fails.',
    values: ['create', 'error'],
  },
  errorContext: {
    title: 'Where an item error names its type',
    description:
      'typeId: in context. message: only in the text. nested: only in errors[].context. none: nowhere, so that the error cannot be matched to its input.',
    values: ['typeId', 'message', 'nested', 'none'],
  },
  errorSubCategory: {
    title: 'subCategory of an item error',
    description: 'Declared as an object; real errors carry a string; it is optional.',
    values: ['string', 'object', 'absent'],
  },
  errorFields: {
    title: 'Fields of an item error',
    description: 'HubSpot says to treat every error field as optional. message-only leaves one.',
    values: ['all', 'message-only'],
  },
  errorList: {
    title: 'Item errors of a limit batch or a batch read',
    description:
      'errors and numErrors are optional in the specification. listed: both. counted: numErrors alone. absent: neither, so that only a missing result or CANCELED tells.',
    values: ['listed', 'counted', 'absent'],
  },
  equalToObjectLimit: {
    title: 'Label limit equal to the object limit',
    description:
      'The page says label <= object, but its message names the range 1-9 for an object limit of 10.',
    values: ['refuse', 'accept'],
  },
  highestLimit: {
    title: 'Highest limit the API accepts',
    description:
      'subscription: anything below what the subscription allows. screen: at most 10,000, as on the settings screen.',
    values: ['subscription', 'screen'],
  },
  primaryLimits: {
    title: 'Limits on Primary types',
    description: 'Whether HubSpot-defined Primary types accept a limit is not documented.',
    values: ['accept', 'refuse'],
  },
  activityLimits: {
    title: 'Limits on activities',
    description:
      'Whether notes, calls, tasks, meetings and e-mails accept limits is not documented.',
    values: ['accept', 'refuse'],
  },
  readRows: {
    title: 'Rows of a limits read',
    description: 'configured: only types with a limit. every-type: the others too, with null.',
    values: ['configured', 'every-type'],
  },
  emptyFields: {
    title: 'Fields without a value',
    description:
      'label, userEnforcedMaxToObjectIds and object type ids are optional in the specification. null: there, without a value. absent: left out.',
    values: ['null', 'absent'],
  },
  symmetricShare: {
    title: 'Symmetric same-object types',
    description: 'shared: setting one side sets the other (documented). separate: it does not.',
    values: ['shared', 'separate'],
  },
  purgeAnswer: {
    title: 'Answer of batch/purge',
    description:
      'declared: 200 with a body in 2026-03 and 2026-09, 204 in v4. 204 without body was observed on 2026-09 too.',
    values: ['declared', '200', '200-with-results', '204'],
  },
  labelIds: {
    title: 'Object type ids in the labels list',
    description: 'declared: present in 2026-03 and v4, null in 2026-09 (observed).',
    values: ['declared', 'null', 'present'],
  },
  labelCapStatus: {
    title: 'The 51st label of a pair',
    description: 'HTTP 437, which no generic handler expects (observed), or a plain 400.',
    values: ['437', '400'],
  },
  schemaLag: {
    title: 'Schema reads lag behind writes',
    description: 'minutes: new names and changed limits show after five minutes (observed).',
    values: ['minutes', 'none'],
  },
  schemaList: {
    title: 'List of custom objects',
    description: 'forbidden: 403, as on portals without Enterprise.',
    values: ['allowed', 'forbidden'],
  },
  scopeErrors: {
    title: '403 MISSING_SCOPES',
    description: 'named: names the scopes. empty: with an empty context (both observed).',
    values: ['named', 'empty'],
  },
  objectScopes: {
    title: 'Scopes of limit and label calls',
    description:
      'any-one: one crm.objects scope opens every pair (documented). pair: the scopes of both objects are checked.',
    values: ['any-one', 'pair'],
  },
  planGate: {
    title: 'Plan without custom limits',
    description:
      'What a Free or Starter portal answers is not documented. open: accepts. item: each item fails. forbidden: 403.',
    values: ['open', 'item', 'forbidden'],
  },
  refreshToken: {
    title: 'Refresh token after a refresh',
    description: 'same: unchanged (observed). rotated: a new one, the old one is dead.',
    values: ['same', 'rotated'],
  },
  refreshFailure: {
    title: 'Refresh is refused',
    description: 'Every refresh answers this status until switched back.',
    values: ['none', 'BAD_REFRESH_TOKEN', 'BAD_HUB', 'BAD_CLIENT_ID', 'BAD_CLIENT_SECRET'],
  },
  journalScopes: {
    title: 'Scopes of the webhooks journal',
    description:
      "Whether an app of this kind gets a token for HubSpot's journal of uninstalls is not known. refused: BAD_SCOPES.",
    values: ['granted', 'refused'],
  },
  endOfJournal: {
    title: 'Read of the webhooks journal where it ends',
    description: 'Not documented. empty-list: 200 with no results. no-content: 204 without a body.',
    values: ['empty-list', 'no-content'],
  },
  limitCallsExempt: {
    title: 'Limit, label and batch read calls and the ten-second window',
    description:
      'The specification marks them as exempt; by default they are counted all the same. Lists of records always count.',
    values: ['no', 'yes'],
  },
  retryAfter: {
    title: 'Retry-After on a real 429',
    description: 'Not documented for API calls.',
    values: ['absent', 'present'],
  },
  recordLimitBasis: {
    title: 'Limit shown by limits tracking',
    description: "user: the portal's own limit, if set. subscription: HubSpot's. Not documented.",
    values: ['user', 'subscription'],
  },
  readPageSize: {
    title: 'Associations of one record in one batch read',
    description:
      'How many come before paging.next.after is not documented; 500 is what the read of a single record gives.',
    values: ['500', '1000', '100', '5'],
  },
  emptyRead: {
    title: 'Batch read of a record without associations',
    description:
      'error: 207 with NO_ASSOCIATIONS_FOUND and no result (observed). absent: neither result nor error. empty: a result with an empty list.',
    values: ['error', 'absent', 'empty'],
  },
  unknownRecordRead: {
    title: 'Batch read of a record that is not there',
    description:
      'Not documented. no-associations: as of a record without associations. not-found: an error of its own.',
    values: ['no-associations', 'not-found'],
  },
  readState: {
    title: 'status field of a batch read',
    description:
      'The enum is that of a batch write. canceled: one input with an error cancels the read. pending and processing: nothing is told, and HubSpot has no call to ask again.',
    values: ['complete', 'canceled', 'pending', 'processing'],
  },
  toObjectId: {
    title: 'toObjectId in a batch read',
    description:
      'string: as declared. number: a JSON number, while from.id is a string (observed on v4).',
    values: ['string', 'number'],
  },
} as const satisfies Readonly<Record<string, ScenarioDefinition>>;

export type ScenarioName = keyof typeof scenarioTable;
export type Scenarios = {
  -readonly [Name in ScenarioName]: (typeof scenarioTable)[Name]['values'][number];
};

const valueSchemas = Object.fromEntries(
  Object.entries(scenarioTable).map(([name, { values }]) => [
    name,
    v.optional(v.picklist(values), values[0]),
  ]),
);

/** Decodes a whole set of switches: absent ones take their default, those of other versions go. */
export const scenariosSchema = v.pipe(
  noArray(v.object(valueSchemas)),
  v.transform((values) => values as unknown as Scenarios),
);

export const defaultScenarios = (): Scenarios => v.parse(scenariosSchema, {});

export function isScenarioName(name: string): name is ScenarioName {
  return Object.hasOwn(scenarioTable, name);
}

// What the server answers: the routes, and one schema for each answer; what they take is in requests/.
// Domain outcomes are 200 with a typed body; a request that failed as a whole is 4xx/5xx with
// `{ error }`. HubSpot's proxy may repeat any request, so every write carries an id made by the panel.
import * as v from 'valibot';
import { integerSchema } from './integer.ts';
import { directionSchema, objectTypeSchema } from './association.ts';
import { driftSchema, keptDriftSchema } from './drift.ts';
import { historyExportSchema, historyPageSchema, historyPlanEntrySchema } from './history.ts';
import { disconnectedSchema } from './leaving.ts';
import { outcomeSchema } from './outcome.ts';
import { blockersSchema, overviewGridSchema, overviewSchema, refreshSchema } from './overview.ts';
import { changeSchema, planItemSchema, planProblemSchema } from './plan.ts';
import { planIdSchema, planStateSchema } from './planState.ts';
import { presetsSchema } from './presets.ts';
import {
  csvLinkSchema,
  judgementsSchema,
  latestScansSchema,
  limitReportSchema,
  recordsOverSchema,
  scanSchema,
} from './scan.ts';
import { enteredSetupSchema, setupCodeSchema, setupCodesSchema } from './setup/code.ts';
import { keptDocumentSchema, keptSetupsSchema } from './setup/kept.ts';
import { exportedSetupSchema, portalLimitsSchema } from './setup/wire.ts';

export { planIdSchema, planStateSchema, type PlanState } from './planState.ts';

/** Most changes in one plan. 2,000 changes stay far below hubspot.fetch's 1 MB. */
export const MAX_CHANGES = 2_000;

/** Most directions in one plan: each costs two reads, so these take a minute and a half. */
export const MAX_DIRECTIONS = 400;

/** Directions that are read while the panel waits; hubspot.fetch gives up after 15 s. */
export const DIRECTIONS_AT_ONCE = 20;

export const sessionSchema = v.object({
  /** not_installed: no install known. disconnected: the grant is gone, install again. */
  connection: v.picklist(['connected', 'not_installed', 'disconnected']),
  installUrl: v.string(),
  /** When it was connected, the last time; null: it is not. */
  connectedAt: v.nullable(v.string()),
  /** When what is kept of a disconnected portal will be erased. */
  erasedOn: v.nullable(v.string()),
  portal: v.object({
    id: v.string(),
    accountType: v.nullable(v.string()),
    uiDomain: v.nullable(v.string()),
  }),
  user: v.object({ id: v.string() }),
  grantedScopes: v.array(v.string()),
  /** Optional scopes of the app that this portal did not grant. */
  missingScopes: v.array(v.string()),
  /** The newest plan that was sent to HubSpot, so that a person may leave and come back. */
  latestPlan: v.nullable(
    v.object({
      planId: planIdSchema,
      state: planStateSchema,
      appliedAt: v.string(),
      saved: integerSchema,
      total: integerSchema,
    }),
  ),
  /** The overview has object types to show: the portal was read, or is being read. */
  portalRead: v.boolean(),
  /** Limits that were changed outside the app, as of the last readings. */
  changedOutside: integerSchema,
});
export type Session = v.InferOutput<typeof sessionSchema>;

/** What an opened page is told at once. */
export const openingSchema = v.object({
  session: sessionSchema,
  /** The overview's first page; null: the panel does not open there. */
  overview: v.nullable(overviewSchema),
});

/** What HubSpot lets the person do, asked of HubSpot anew. */
export const rightsSchema = v.object({
  /** null: HubSpot does not say without a scope; `superAdminProblem` names it. */
  superAdmin: v.nullable(v.boolean()),
  superAdminProblem: v.nullable(v.string()),
});
export type Rights = v.InferOutput<typeof rightsSchema>;

export const objectTypesSchema = v.object({
  objectTypes: v.array(objectTypeSchema),
  /** What could not be listed and why, as sentences for the person. */
  notes: v.array(v.string()),
});
export type ObjectTypes = v.InferOutput<typeof objectTypesSchema>;

export const errorCodes = [
  'unsigned',
  'stale_request',
  'bad_request',
  'too_large',
  'not_found',
  'not_installed',
  'disconnected',
  'not_super_admin',
  'missing_scope',
  'unknown_object_type',
  'changes_refused',
  'plan_id_taken',
  'cannot_undo',
  'id_taken',
  'code_unknown',
  'code_used',
  'code_expired',
  'code_withdrawn',
  'code_own_portal',
  'too_many_attempts',
  'too_many_directions',
  'cannot_export',
  'name_taken',
  'cannot_keep',
  'cannot_pin',
  'cannot_disconnect',
  'rate_limited',
  'hubspot_refused',
  'hubspot_unavailable',
  'app_misconfigured',
  'store_unavailable',
  'internal',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

const failureSchema = v.object({
  /** One that is new to this page is told by its words, and needs no more. */
  code: v.fallback(v.picklist(errorCodes), 'internal'),
  /** A sentence that is safe to show. */
  message: v.string(),
  /** Milliseconds after which the same request may succeed. */
  retryAfterMs: v.optional(integerSchema),
  /** HubSpot's correlation id, for its support. */
  correlationId: v.optional(v.string()),
  /** Scopes that HubSpot asked for. */
  scopes: v.optional(v.array(v.string())),
  /** Problems of single changes (changes_refused, bad_request). */
  problems: v.optional(v.array(planProblemSchema)),
  requestId: v.optional(v.string()),
});
/** A failure as it is known, and kept with a plan. */
export type Failure = v.InferOutput<typeof failureSchema>;

const failureWordsSchema = v.object({
  title: v.string(),
  text: v.string(),
  /** What helps: asking again, connecting the app again, or nothing that can be done here. */
  wayOut: v.fallback(v.picklist(['again', 'connect', 'none']), 'again'),
});
export type FailureWords = v.InferOutput<typeof failureWordsSchema>;

export const errorBodySchema = v.object({
  error: v.object({ ...failureSchema.entries, words: failureWordsSchema }),
});
export type ErrorBody = v.InferOutput<typeof errorBodySchema>;

/** What is told of a plan at each look, however often it is looked at. */
const planHead = {
  planId: planIdSchema,
  /** Names the moment of this answer: what changed after it can be asked for. */
  mark: v.string(),
  state: planStateSchema,
  createdAt: v.string(),
  createdBy: v.string(),
  appliedAt: v.nullable(v.string()),
  finishedAt: v.nullable(v.string()),
  resumesAt: v.nullable(v.string()),
  /** Why it was applied, if somebody said so. */
  note: v.nullable(v.string()),
  /** The applied plan that this one takes back. */
  undoOf: v.nullable(planIdSchema),
  /** Directions read, of how many, while the plan is being made. */
  progress: v.nullable(v.object({ read: integerSchema, total: integerSchema })),
  /** Why the plan could not be made. */
  refusal: v.nullable(errorBodySchema.entries.error),
};

export const planViewSchema = v.object({
  ...planHead,
  /** What the plan leaves out and why, as sentences for the person. */
  notes: v.array(v.string()),
  /** The changes asked for, of a plan that is not made; none of one that takes back. */
  asked: v.array(changeSchema),
  objectTypes: v.array(objectTypeSchema),
  items: v.array(v.object({ ...planItemSchema.entries, outcome: outcomeSchema })),
});
export type PlanView = v.InferOutput<typeof planViewSchema>;

export const planChangesSchema = v.object({
  ...planHead,
  /** Outcomes that may have changed, by their items' places in the plan. */
  changed: v.array(v.object({ position: integerSchema, outcome: outcomeSchema })),
});
export type PlanChanges = v.InferOutput<typeof planChangesSchema>;

export const historyPlanSchema = v.object({ entry: historyPlanEntrySchema, plan: planViewSchema });
export type HistoryPlan = v.InferOutput<typeof historyPlanSchema>;

/** Every signed route: what it takes and what it answers with 200. */
export const routes = {
  opening: { method: 'GET', path: '/api/opening', answer: openingSchema },
  session: { method: 'GET', path: '/api/session', answer: sessionSchema },
  rights: { method: 'GET', path: '/api/rights', answer: rightsSchema },
  objectTypes: { method: 'GET', path: '/api/object-types', answer: objectTypesSchema },
  direction: { method: 'GET', path: '/api/directions/:from/:to', answer: directionSchema },
  makePlan: { method: 'PUT', path: '/api/plans/:planId', answer: planViewSchema },
  plan: { method: 'GET', path: '/api/plans/:planId', answer: planViewSchema },
  planChanges: { method: 'GET', path: '/api/plans/:planId/changes', answer: planChangesSchema },
  applyPlan: { method: 'POST', path: '/api/plans/:planId/apply', answer: planViewSchema },
  history: { method: 'GET', path: '/api/history', answer: historyPageSchema },
  historyPlan: { method: 'GET', path: '/api/history/:planId', answer: historyPlanSchema },
  historyExport: { method: 'GET', path: '/api/history-export', answer: historyExportSchema },
  exportSetup: { method: 'POST', path: '/api/setup/export', answer: exportedSetupSchema },
  lookUpSetup: { method: 'POST', path: '/api/setup/look-up', answer: portalLimitsSchema },
  makeCode: { method: 'PUT', path: '/api/setup-codes/:codeId', answer: setupCodeSchema },
  setupCodes: { method: 'GET', path: '/api/setup-codes', answer: setupCodesSchema },
  withdrawCode: {
    method: 'POST',
    path: '/api/setup-codes/:codeId/withdraw',
    answer: setupCodeSchema,
  },
  enterCode: { method: 'POST', path: '/api/setup-code-entries', answer: enteredSetupSchema },
  keptSetups: { method: 'GET', path: '/api/setups', answer: keptSetupsSchema },
  keptSetup: { method: 'GET', path: '/api/setups/:setupId', answer: keptDocumentSchema },
  keepSetup: { method: 'PUT', path: '/api/setups/:setupId', answer: keptSetupsSchema },
  forgetSetup: { method: 'DELETE', path: '/api/setups/:setupId', answer: keptSetupsSchema },
  pinSetup: { method: 'PUT', path: '/api/setups/:setupId/pin', answer: keptSetupsSchema },
  overview: { method: 'GET', path: '/api/overview', answer: overviewSchema },
  overviewGrid: { method: 'GET', path: '/api/overview/grid', answer: overviewGridSchema },
  refreshOverview: { method: 'POST', path: '/api/overview/refresh', answer: refreshSchema },
  blockers: { method: 'GET', path: '/api/overview/blockers/:from', answer: blockersSchema },
  startScan: { method: 'PUT', path: '/api/scans/:scanId', answer: scanSchema },
  scan: { method: 'GET', path: '/api/scans/:scanId', answer: scanSchema },
  cancelScan: { method: 'POST', path: '/api/scans/:scanId/cancel', answer: scanSchema },
  resumeScan: { method: 'POST', path: '/api/scans/:scanId/resume', answer: scanSchema },
  recordsOver: { method: 'GET', path: '/api/scans/:scanId/records', answer: recordsOverSchema },
  csvLink: { method: 'POST', path: '/api/scans/:scanId/csv-link', answer: csvLinkSchema },
  latestScan: { method: 'GET', path: '/api/directions/:from/:to/scan', answer: latestScansSchema },
  limitReport: {
    method: 'GET',
    path: '/api/directions/:from/:to/limit-report',
    answer: limitReportSchema,
  },
  judgeLimits: { method: 'POST', path: '/api/scan-judgements', answer: judgementsSchema },
  drift: { method: 'GET', path: '/api/overview/drift', answer: driftSchema },
  keepDrift: { method: 'POST', path: '/api/overview/drift/keep', answer: keptDriftSchema },
  presets: { method: 'GET', path: '/api/overview/presets', answer: presetsSchema },
  disconnect: { method: 'POST', path: '/api/disconnect', answer: disconnectedSchema },
} as const;
export type RouteName = keyof typeof routes;
/** What a route answers with 200. */
export type AnswerOf<Route extends RouteName> = v.InferOutput<(typeof routes)[Route]['answer']>;

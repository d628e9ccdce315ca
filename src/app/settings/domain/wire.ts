// What the server answers: the routes, and one schema for each answer; what they take is in requests/.
// Domain outcomes are 200 with a typed body; a request that failed as a whole is 4xx/5xx with
// `{ error }`. HubSpot's proxy may repeat any request, so every write carries an id made by the panel.
import * as z from 'zod/mini';
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

export const sessionSchema = z.object({
  /** not_installed: no install known. disconnected: the grant is gone, install again. */
  connection: z.enum(['connected', 'not_installed', 'disconnected']),
  installUrl: z.string(),
  /** When it was connected, the last time; null: it is not. */
  connectedAt: z.nullable(z.string()),
  /** When what is kept of a disconnected portal will be erased. */
  erasedOn: z.nullable(z.string()),
  portal: z.object({
    id: z.string(),
    accountType: z.nullable(z.string()),
    uiDomain: z.nullable(z.string()),
  }),
  user: z.object({ id: z.string() }),
  grantedScopes: z.array(z.string()),
  /** Optional scopes of the app that this portal did not grant. */
  missingScopes: z.array(z.string()),
  /** The newest plan that was sent to HubSpot, so that a person may leave and come back. */
  latestPlan: z.nullable(
    z.object({
      planId: planIdSchema,
      state: planStateSchema,
      appliedAt: z.string(),
      saved: z.int(),
      total: z.int(),
    }),
  ),
  /** Limits that were changed outside the app, as of the last readings. */
  changedOutside: z.int(),
});
export type Session = z.infer<typeof sessionSchema>;

/** What HubSpot lets the person do, asked of HubSpot anew. */
export const rightsSchema = z.object({
  /** null: HubSpot does not say without a scope; `superAdminProblem` names it. */
  superAdmin: z.nullable(z.boolean()),
  superAdminProblem: z.nullable(z.string()),
});
export type Rights = z.infer<typeof rightsSchema>;

export const objectTypesSchema = z.object({
  objectTypes: z.array(objectTypeSchema),
  /** What could not be listed and why, as sentences for the person. */
  notes: z.array(z.string()),
});
export type ObjectTypes = z.infer<typeof objectTypesSchema>;

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

export const errorBodySchema = z.object({
  error: z.object({
    code: z.enum(errorCodes),
    /** A sentence that is safe to show. */
    message: z.string(),
    /** Milliseconds after which the same request may succeed. */
    retryAfterMs: z.optional(z.int()),
    /** HubSpot's correlation id, for its support. */
    correlationId: z.optional(z.string()),
    /** Scopes that HubSpot asked for. */
    scopes: z.optional(z.array(z.string())),
    /** Problems of single changes (changes_refused, bad_request). */
    problems: z.optional(z.array(planProblemSchema)),
    requestId: z.optional(z.string()),
  }),
});
export type ErrorBody = z.infer<typeof errorBodySchema>;

/** What is told of a plan at each look, however often it is looked at. */
const planHead = {
  planId: planIdSchema,
  /** Names the moment of this answer: what changed after it can be asked for. */
  mark: z.string(),
  state: planStateSchema,
  createdAt: z.string(),
  createdBy: z.string(),
  appliedAt: z.nullable(z.string()),
  finishedAt: z.nullable(z.string()),
  resumesAt: z.nullable(z.string()),
  /** Why it was applied, if somebody said so. */
  note: z.nullable(z.string()),
  /** The applied plan that this one takes back. */
  undoOf: z.nullable(planIdSchema),
  /** Directions read, of how many, while the plan is being made. */
  progress: z.nullable(z.object({ read: z.int(), total: z.int() })),
  /** Why the plan could not be made. */
  refusal: z.nullable(errorBodySchema.shape.error),
};

export const planViewSchema = z.object({
  ...planHead,
  /** What the plan leaves out and why, as sentences for the person. */
  notes: z.array(z.string()),
  /** The changes asked for, of a plan that is not made; none of one that takes back. */
  asked: z.array(changeSchema),
  objectTypes: z.array(objectTypeSchema),
  items: z.array(z.object({ ...planItemSchema.shape, outcome: outcomeSchema })),
});
export type PlanView = z.infer<typeof planViewSchema>;

export const planChangesSchema = z.object({
  ...planHead,
  /** Outcomes that may have changed, by their items' places in the plan. */
  changed: z.array(z.object({ position: z.int(), outcome: outcomeSchema })),
});
export type PlanChanges = z.infer<typeof planChangesSchema>;

export const historyPlanSchema = z.object({ entry: historyPlanEntrySchema, plan: planViewSchema });
export type HistoryPlan = z.infer<typeof historyPlanSchema>;

/** Every signed route: what it takes and what it answers with 200. */
export const routes = {
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

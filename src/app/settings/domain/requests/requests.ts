// What each route takes. Only the server checks requests, so nothing of this folder but its types is
// in the panel: every schema there is weight that each opened page loads.
import { objectTypeIdSchema } from '../association.ts';
import { planIdSchema } from '../planState.ts';
import { scanIdSchema } from '../scan.ts';
import { codePathParameters } from '../setup/code.ts';
import { setupIdSchema } from '../setup/kept.ts';
import { keepDriftRequestSchema } from './drift.ts';
import { exportQuerySchema, historyQuerySchema } from './history.ts';
import { disconnectRequestSchema } from './leaving.ts';
import { overviewQuerySchema } from './overview.ts';
import { applyRequestSchema, makePlanRequestSchema, planChangesQuerySchema } from './plan.ts';
import {
  csvLinkRequestSchema,
  judgeRequestSchema,
  overLimitQuerySchema,
  startScanRequestSchema,
} from './scan.ts';
import {
  enterCodeRequestSchema,
  exportRequestSchema,
  keepRequestSchema,
  lookUpRequestSchema,
  makeCodeRequestSchema,
  pinRequestSchema,
} from './setup.ts';

/** Path parameters by name; a route's path uses them as `:name`. */
export const pathParameters = {
  from: objectTypeIdSchema,
  to: objectTypeIdSchema,
  planId: planIdSchema,
  scanId: scanIdSchema,
  ...codePathParameters,
  setupId: setupIdSchema,
} as const;

/** Bodies of the routes that take one; silence means that a body is refused. */
export const requestBodies = {
  makePlan: makePlanRequestSchema,
  applyPlan: applyRequestSchema,
  exportSetup: exportRequestSchema,
  lookUpSetup: lookUpRequestSchema,
  startScan: startScanRequestSchema,
  csvLink: csvLinkRequestSchema,
  judgeLimits: judgeRequestSchema,
  makeCode: makeCodeRequestSchema,
  enterCode: enterCodeRequestSchema,
  keepSetup: keepRequestSchema,
  pinSetup: pinRequestSchema,
  keepDrift: keepDriftRequestSchema,
  disconnect: disconnectRequestSchema,
} as const;

/** Query parameters of the routes that have some; HubSpot's own four are signed along with them. */
export const requestQueries = {
  history: historyQuerySchema,
  historyExport: exportQuerySchema,
  overview: overviewQuerySchema,
  planChanges: planChangesQuerySchema,
  recordsOver: overLimitQuerySchema,
} as const;

// What each route takes. Only the server checks requests, so nothing of this folder but its types is
// in the panel: every schema there is weight that each opened page loads.
import type * as v from 'valibot';
import { objectTypeIdSchema } from '../association.ts';
import { planIdSchema } from '../planState.ts';
import { scanIdSchema } from '../scan.ts';
import { codePathParameters } from '../setup/code.ts';
import { setupIdSchema } from '../setup/kept.ts';
import type { RouteName, routes } from '../wire.ts';
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

type ParameterIn<Path> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParameterIn<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;
type PathParameters = typeof pathParameters;

/** A request of a route once it is parsed. */
export interface ParsedRequest<Route extends RouteName> {
  /** The parameters that the route's path names. */
  readonly path: {
    readonly [
      Name in ParameterIn<(typeof routes)[Route]['path']> & keyof PathParameters
    ]: v.InferOutput<PathParameters[Name]>;
  };
  /** The route's own query parameters; {} where it has none. */
  readonly query: Route extends keyof typeof requestQueries
    ? v.InferOutput<(typeof requestQueries)[Route]>
    : object;
  /** The body where the route takes one, else null. */
  readonly body: Route extends keyof typeof requestBodies
    ? v.InferOutput<(typeof requestBodies)[Route]>
    : null;
}

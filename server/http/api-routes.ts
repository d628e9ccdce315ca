// The panel's API: one handler per route of the shared table.
import * as v from 'valibot';
import { type RouteName } from '#domain/wire.ts';
import { failed, success } from '#domain/result.ts';
import { keepDriftRequestSchema } from '#domain/requests/drift.ts';
import { exportQuerySchema, historyQuerySchema } from '#domain/requests/history.ts';
import { disconnectRequestSchema } from '#domain/requests/leaving.ts';
import { overviewQuerySchema } from '#domain/requests/overview.ts';
import {
  applyRequestSchema,
  makePlanRequestSchema,
  planChangesQuerySchema,
} from '#domain/requests/plan.ts';
import {
  enterCodeRequestSchema,
  makeCodeRequestSchema,
  keepRequestSchema,
  pinRequestSchema,
  exportRequestSchema,
  lookUpRequestSchema,
} from '#domain/requests/setup.ts';
import { failureOf } from '../failure.ts';
import type { PastPlans } from '../limits/history.ts';
import type { SetupKeeping } from '../limits/keep-setups.ts';
import type { Limits } from '../limits/limits.ts';
import type { CarrySetups } from '../limits/setup-codes.ts';
import type { Setups } from '../limits/setups.ts';
import type { Drifts } from '../overview/drift.ts';
import type { Overviews } from '../overview/overview.ts';
import { disconnect, type DisconnectParts } from '../portals/disconnect.ts';
import type { AskSuperAdmin } from '../portals/super-admin.ts';
import type { ObjectTypeCatalogue } from '../portals/object-types.ts';
import type { KeepAnswers } from './kept-answers.ts';
import { pathOf } from './path-of.ts';
import { scanHandlers, type ScanRouteParts } from './scan-routes.ts';
import { readRights } from './rights.ts';
import { readSession, type SessionParts } from './session.ts';
import type { Handler } from './signed-route.ts';

export interface ApiParts {
  readonly session: SessionParts;
  readonly rights: AskSuperAdmin;
  readonly objectTypes: ObjectTypeCatalogue;
  readonly limits: Limits;
  readonly past: PastPlans;
  readonly setups: Setups;
  readonly carry: CarrySetups;
  readonly keeping: SetupKeeping;
  readonly overviews: Overviews;
  readonly scans: ScanRouteParts;
  readonly drifts: Drifts;
  readonly leaving: DisconnectParts;
  readonly keepAnswers: KeepAnswers;
}

/** Handlers by route; the type makes a route without a handler a compile error. */
export function apiHandlers(parts: ApiParts): Readonly<Record<RouteName, Handler>> {
  const kept = parts.keepAnswers;
  return {
    session: async ({ asker }) => success(await readSession(parts.session, asker)),

    rights: ({ asker }) => readRights(parts.rights, asker),

    async objectTypes({ asker }) {
      const types = await parts.objectTypes.list(asker.portal);
      return types.ok ? success(types.value) : failed(failureOf(types.failure));
    },

    direction: (asked) =>
      parts.limits.readDirection(asked.asker, pathOf(asked, 'from'), pathOf(asked, 'to')),

    makePlan: (asked) =>
      parts.limits.makePlan(
        asked.asker,
        pathOf(asked, 'planId'),
        v.parse(makePlanRequestSchema, asked.body),
      ),

    plan: (asked) => parts.limits.findPlan(asked.asker, pathOf(asked, 'planId')),

    planChanges: (asked) =>
      parts.limits.findChanges(
        asked.asker,
        pathOf(asked, 'planId'),
        v.parse(planChangesQuerySchema, asked.query).since,
      ),

    applyPlan: (asked) =>
      parts.limits.applyPlan(asked.asker, pathOf(asked, 'planId'), noteOf(asked.body)),

    history(asked) {
      const { search = '', page = '1' } = v.parse(historyQuerySchema, asked.query);
      return parts.past.page(asked.asker, search, Number(page));
    },

    historyPlan: (asked) => parts.past.find(asked.asker, pathOf(asked, 'planId')),

    historyExport: (asked) =>
      parts.past.exportAll(asked.asker, v.parse(exportQuerySchema, asked.query).search ?? ''),

    exportSetup: ({ asker, body }) =>
      parts.setups.export(asker, v.parse(exportRequestSchema, body)),

    lookUpSetup: ({ asker, body }) =>
      parts.setups.lookUp(asker, v.parse(lookUpRequestSchema, body).pairs),

    makeCode: (asked) =>
      parts.carry.make(
        asked.asker,
        pathOf(asked, 'codeId'),
        v.parse(makeCodeRequestSchema, asked.body),
      ),

    setupCodes: ({ asker }) => parts.carry.list(asker),

    withdrawCode: (asked) => parts.carry.withdraw(asked.asker, pathOf(asked, 'codeId')),

    enterCode: ({ asker, body }) => parts.carry.enter(asker, v.parse(enterCodeRequestSchema, body)),
    keptSetups: ({ asker }) => parts.keeping.list(asker),

    keptSetup: (asked) => parts.keeping.find(asked.asker, pathOf(asked, 'setupId')),

    keepSetup: (asked) =>
      parts.keeping.keep(
        asked.asker,
        pathOf(asked, 'setupId'),
        v.parse(keepRequestSchema, asked.body),
      ),

    forgetSetup: (asked) => parts.keeping.forget(asked.asker, pathOf(asked, 'setupId')),

    pinSetup: (asked) =>
      parts.keeping.pin(
        asked.asker,
        pathOf(asked, 'setupId'),
        v.parse(pinRequestSchema, asked.body),
      ),

    overview: kept('overview', async ({ asker, query }) =>
      success(await parts.overviews.page(asker.portal, v.parse(overviewQuerySchema, query))),
    ),

    overviewGrid: kept('overviewGrid', async ({ asker }) =>
      success(await parts.overviews.grid(asker.portal)),
    ),

    refreshOverview: ({ asker }) => parts.overviews.refresh(asker.portal),

    ...scanHandlers(parts.scans),

    blockers: kept('blockers', (asked) =>
      parts.overviews.blockers(asked.asker.portal, pathOf(asked, 'from')),
    ),

    drift: async ({ asker }) => success(await parts.drifts.find(asker.portal)),

    keepDrift: ({ asker, body }) => parts.drifts.keep(asker, v.parse(keepDriftRequestSchema, body)),

    presets: kept('presets', async ({ asker }) =>
      success(await parts.overviews.presets(asker.portal)),
    ),

    disconnect: ({ asker, body }) =>
      disconnect(parts.leaving, asker, v.parse(disconnectRequestSchema, body)),
  };
}

/** A note of nothing but spaces is none. */
function noteOf(body: unknown): string | null {
  const note = v.parse(applyRequestSchema, body).note ?? '';
  return note === '' ? null : note;
}

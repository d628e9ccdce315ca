// The panel's API: one handler per route of the shared table.
import { type RouteName } from '#domain/wire.ts';
import { failed, success } from '#domain/result.ts';
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
import { scanHandlers, type ScanRouteParts } from './scan-routes.ts';
import { openingHandler } from './opening.ts';
import { readRights } from './rights.ts';
import { readSession, type SessionParts } from './session.ts';
import type { Handlers } from './signed-route.ts';

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
export function apiHandlers(parts: ApiParts): Handlers<RouteName> {
  const kept = parts.keepAnswers;
  const overview = kept('overview', async ({ asker, query }) =>
    success(await parts.overviews.page(asker.portal, query)),
  );
  return {
    opening: openingHandler(parts.session, overview),

    session: async ({ asker }) => success(await readSession(parts.session, asker)),

    rights: ({ asker }) => readRights(parts.rights, asker),

    async objectTypes({ asker }) {
      const types = await parts.objectTypes.list(asker.portal);
      return types.ok ? success(types.value) : failed(failureOf(types.failure));
    },

    direction: ({ asker, path }) => parts.limits.readDirection(asker, path.from, path.to),

    makePlan: ({ asker, path, body }) => parts.limits.makePlan(asker, path.planId, body),

    plan: ({ asker, path }) => parts.limits.findPlan(asker, path.planId),

    planChanges: ({ asker, path, query }) =>
      parts.limits.findChanges(asker, path.planId, query.since),

    applyPlan: ({ asker, path, body }) =>
      // A note of nothing but spaces is none.
      parts.limits.applyPlan(asker, path.planId, body.note === '' ? null : (body.note ?? null)),

    history: ({ asker, query: { search = '', page = '1' } }) =>
      parts.past.page(asker, search, Number(page)),

    historyPlan: ({ asker, path }) => parts.past.find(asker, path.planId),

    historyExport: ({ asker, query: { planId, search = '' } }) =>
      planId === undefined
        ? parts.past.exportFound(asker, search)
        : parts.past.exportPlan(asker, planId),

    exportSetup: ({ asker, body }) => parts.setups.export(asker, body),

    lookUpSetup: ({ asker, body }) => parts.setups.lookUp(asker, body.pairs),

    makeCode: ({ asker, path, body }) => parts.carry.make(asker, path.codeId, body),

    setupCodes: ({ asker }) => parts.carry.list(asker),

    withdrawCode: ({ asker, path }) => parts.carry.withdraw(asker, path.codeId),

    enterCode: ({ asker, body }) => parts.carry.enter(asker, body),

    keptSetups: ({ asker }) => parts.keeping.list(asker),

    keptSetup: ({ asker, path }) => parts.keeping.find(asker, path.setupId),

    keepSetup: ({ asker, path, body }) => parts.keeping.keep(asker, path.setupId, body),

    forgetSetup: ({ asker, path }) => parts.keeping.forget(asker, path.setupId),

    pinSetup: ({ asker, path, body }) => parts.keeping.pin(asker, path.setupId, body),

    overview,

    overviewGrid: kept('overviewGrid', async ({ asker }) =>
      success(await parts.overviews.grid(asker.portal)),
    ),

    refreshOverview: ({ asker }) => parts.overviews.refresh(asker.portal),

    ...scanHandlers(parts.scans),

    blockers: kept('blockers', ({ asker, path }) =>
      parts.overviews.blockers(asker.portal, path.from),
    ),

    drift: async ({ asker }) => success(await parts.drifts.find(asker.portal)),

    keepDrift: ({ asker, body }) => parts.drifts.keep(asker, body),

    presets: kept('presets', async ({ asker }) =>
      success(await parts.overviews.presets(asker.portal)),
    ),

    disconnect: ({ asker, body }) => disconnect(parts.leaving, asker, body),
  };
}

// The panel's API: one handler per route of the shared table.
import { applyRequestSchema, exportQuerySchema, historyQuerySchema } from '#domain/history.ts';
import { overviewQuerySchema } from '#domain/overview.ts';
import { exportRequestSchema, lookUpRequestSchema } from '#domain/setup/wire.ts';
import { makePlanRequestSchema, type RouteName } from '#domain/wire.ts';
import { failed, success } from '#domain/result.ts';
import { failureOf } from '../failure.ts';
import type { PastPlans } from '../limits/history.ts';
import type { Limits } from '../limits/limits.ts';
import type { Setups } from '../limits/setups.ts';
import type { Overviews } from '../overview/overview.ts';
import type { ObjectTypeCatalogue } from '../portals/object-types.ts';
import { readSession, type SessionParts } from './session.ts';
import type { Asked, Handler } from './signed-route.ts';

export interface ApiParts {
  readonly session: SessionParts;
  readonly objectTypes: ObjectTypeCatalogue;
  readonly limits: Limits;
  readonly past: PastPlans;
  readonly setups: Setups;
  readonly overviews: Overviews;
}

/** Handlers by route; the type makes a route without a handler a compile error. */
export function apiHandlers(parts: ApiParts): Readonly<Record<RouteName, Handler>> {
  return {
    session: ({ asker }) => readSession(parts.session, asker),

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
        makePlanRequestSchema.parse(asked.body),
      ),

    plan: (asked) => parts.limits.findPlan(asked.asker, pathOf(asked, 'planId')),

    applyPlan: (asked) =>
      parts.limits.applyPlan(asked.asker, pathOf(asked, 'planId'), noteOf(asked.body)),

    history(asked) {
      const { search = '', page = '1' } = historyQuerySchema.parse(asked.query);
      return parts.past.page(asked.asker, search, Number(page));
    },

    historyPlan: (asked) => parts.past.find(asked.asker, pathOf(asked, 'planId')),

    historyExport: (asked) =>
      parts.past.exportAll(asked.asker, exportQuerySchema.parse(asked.query).search ?? ''),

    exportSetup: ({ asker, body }) =>
      parts.setups.export(asker, exportRequestSchema.parse(body).types),

    lookUpSetup: ({ asker, body }) =>
      parts.setups.lookUp(asker, lookUpRequestSchema.parse(body).pairs),

    overview: async ({ asker, query }) =>
      success(await parts.overviews.page(asker.portal, overviewQuerySchema.parse(query))),

    overviewGrid: async ({ asker }) => success(await parts.overviews.grid(asker.portal)),

    refreshOverview: ({ asker }) => parts.overviews.refresh(asker.portal),

    blockers: (asked) => parts.overviews.blockers(asked.asker.portal, pathOf(asked, 'from')),

    presets: async ({ asker }) => success(await parts.overviews.presets(asker.portal)),
  };
}

/** A note of nothing but spaces is none. */
function noteOf(body: unknown): string | null {
  const note = applyRequestSchema.parse(body).note ?? '';
  return note === '' ? null : note;
}

function pathOf(asked: Asked, name: string): string {
  const value = asked.path[name];
  if (value === undefined) throw new Error(`The route has no path parameter “${name}”.`);
  return value;
}

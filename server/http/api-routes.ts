// The panel's API: one handler per route of the shared table.
import { exportRequestSchema, lookUpRequestSchema } from '#domain/setup/wire.ts';
import { planRequestSchema, type RouteName } from '#domain/wire.ts';
import { failed, success } from '#domain/result.ts';
import { failureOf } from '../failure.ts';
import type { Limits } from '../limits/limits.ts';
import type { Setups } from '../limits/setups.ts';
import type { ObjectTypeCatalogue } from '../portals/object-types.ts';
import { readSession, type SessionParts } from './session.ts';
import type { Asked, Handler } from './signed-route.ts';

export interface ApiParts {
  readonly session: SessionParts;
  readonly objectTypes: ObjectTypeCatalogue;
  readonly limits: Limits;
  readonly setups: Setups;
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
        planRequestSchema.parse(asked.body).changes,
      ),

    plan: (asked) => parts.limits.findPlan(asked.asker, pathOf(asked, 'planId')),

    applyPlan: (asked) => parts.limits.applyPlan(asked.asker, pathOf(asked, 'planId')),

    exportSetup: ({ asker, body }) =>
      parts.setups.export(asker, exportRequestSchema.parse(body).types),

    lookUpSetup: ({ asker, body }) =>
      parts.setups.lookUp(asker, lookUpRequestSchema.parse(body).pairs),
  };
}

function pathOf(asked: Asked, name: string): string {
  const value = asked.path[name];
  if (value === undefined) throw new Error(`The route has no path parameter “${name}”.`);
  return value;
}

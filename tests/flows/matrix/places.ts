// Every place from which the server calls HubSpot: each route, and the ways that are no single
// request: the install, a plan too large for one request, and an undo with its apply.
import { randomUUID } from 'node:crypto';
import { routes, type RouteName } from '#domain/wire.ts';
import { PRODUCTION, visitInstall, type Answer } from '../world.ts';
import { appliedPlan, sampleOf } from './samples.ts';
import { PAIRS, unlabelled } from './seed.ts';
import type { Stage } from './stage.ts';

/** What a person does. */
export interface Act {
  /** The same request each time, as HubSpot's proxy or a person would repeat it. */
  go(): Promise<Answer>;
  /** Where the result is looked at once the jobs are done; null: `go` answered it. */
  readonly look: string | null;
  /** The same wish with new ids. */
  afresh(): Promise<Act>;
}

export interface Place {
  readonly name: string;
  begin(stage: Stage): Promise<Act>;
}

/** Routes whose work is done by a job, and where it is looked at. */
const looks: Partial<Record<RouteName, (path: string) => string>> = {
  makePlan: (path) => path,
  applyPlan: (path) => path.replace('/apply', ''),
  startScan: (path) => path,
  refreshOverview: () => '/api/overview',
};

const routePlaces = (Object.keys(routes) as RouteName[]).map((name): Place => {
  const begin = async (stage: Stage): Promise<Act> => {
    const { method, path, body } = await sampleOf(stage, name);
    return {
      go: () => stage.world.send(PRODUCTION, method, path, body),
      look: looks[name]?.(path) ?? null,
      afresh: () => begin(stage),
    };
  };
  return { name, begin };
});

const install: Place = {
  name: 'install',
  begin(stage) {
    const act: Act = {
      go: () => visitInstall(stage.world),
      look: null,
      afresh: () => Promise.resolve(act),
    };
    return Promise.resolve(act);
  },
};

const largePlan: Place = {
  name: 'makePlan of many pairs',
  begin(stage) {
    const path = `/api/plans/${randomUUID()}`;
    const changes = PAIRS.map(({ from, to }) => ({
      ...{ from, to, category: 'HUBSPOT_DEFINED', typeId: unlabelled(from, to), limit: 50 },
    }));
    return Promise.resolve({
      go: () => stage.world.send(PRODUCTION, 'PUT', path, { changes }),
      look: path,
      afresh: () => largePlan.begin(stage),
    });
  },
};

const undo: Place = {
  name: 'undo and its apply',
  async begin(stage) {
    const { planId: undoOf } = await appliedPlan(stage);
    const again = (): Act => {
      const path = `/api/plans/${randomUUID()}`;
      return {
        async go() {
          const made = await stage.world.send(PRODUCTION, 'PUT', path, { undoOf });
          return made.status === 200 ? stage.world.send(PRODUCTION, 'POST', `${path}/apply`) : made;
        },
        look: path,
        afresh: () => Promise.resolve(again()),
      };
    };
    return again();
  },
};

export const places: readonly Place[] = [install, ...routePlaces, largePlan, undo];

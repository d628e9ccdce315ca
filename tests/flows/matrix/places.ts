// Every place from which the server calls HubSpot: each route, and the ways that are no single
// request: the install, a plan too large for one request, and an undo with its apply.
import { randomUUID } from 'node:crypto';
import { routes, type RouteName } from '#domain/wire.ts';
import { decodeAnswer, PRODUCTION, visitInstall, type Answer } from '../world.ts';
import { appliedPlan, sampleOf } from './samples.ts';
import { PAIRS, unlabelled } from './seed.ts';
import type { Stage } from './stage.ts';

/** What a person does. */
export interface Act {
  /** The same request each time, as HubSpot's proxy or a person would repeat it. */
  go(): Promise<Answer>;
  /** Looks at the result once the jobs are done; null: `go` answered it. */
  readonly look: (() => Promise<Answer>) | null;
  /** The same wish with new ids. */
  afresh(): Promise<Act>;
}

export interface Place {
  readonly name: string;
  begin(stage: Stage): Promise<Act>;
}

const get = ({ world }: Stage, path: string): Promise<Answer> =>
  world.send(PRODUCTION, 'GET', path);

/** Routes whose work is done by a job, and how its result is looked at. */
const looks: Partial<Record<RouteName, (stage: Stage, path: string) => Promise<Answer>>> = {
  makePlan: get,
  applyPlan: (stage, path) => get(stage, path.replace('/apply', '')),
  startScan: get,
  refreshOverview: lookAtReading,
};

/** As the panel does: a reading that ended otherwise has it ask whether the portal is connected. */
async function lookAtReading(stage: Stage): Promise<Answer> {
  const overview = await get(stage, '/api/overview');
  const { refresh } = decodeAnswer('overview', overview);
  return refresh === null ? get(stage, '/api/session') : overview;
}

const routePlaces = (Object.keys(routes) as RouteName[]).map((name): Place => {
  const begin = async (stage: Stage): Promise<Act> => {
    const { method, path, body } = await sampleOf(stage, name);
    const look = looks[name];
    return {
      go: () => stage.world.send(PRODUCTION, method, path, body),
      look: look ? () => look(stage, path) : null,
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
      look: () => get(stage, path),
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
        look: () => get(stage, path),
        afresh: () => Promise.resolve(again()),
      };
    };
    return again();
  },
};

export const places: readonly Place[] = [install, ...routePlaces, largePlan, undo];

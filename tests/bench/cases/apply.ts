// 2,000 limits over 100 directions: planned, applied, every outcome final.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { withChanges } from '#domain/planChanges.ts';
import { CALLS_PER_DIRECTION, leastApplySeconds, type LeastApplySeconds } from '../bound.ts';
import { createPeer, PEER } from '../peer.ts';
import { atMost, median, type BenchCase } from '../report.ts';
import { benchTypes, DIRECTIONS, type BenchType } from '../seed.ts';
import type { BenchServer } from '../world.ts';

/** Not any faster: what our server takes between two calls would count as many times. */
const TIME_SCALE = 1;
const TIMES_BOUND = 1.1;
/** A tenth warms up: every kind of call was made, and code that runs often is compiled. */
const WARM_UP_PART = 10;

export const applyCase: BenchCase = {
  name: 'apply',
  async run({ portal, runs, shrink, say }) {
    const server = await portal.startServer();
    const peer = createPeer(portal.url, await portal.accessToken(server), TIME_SCALE);
    const rate = await portal.playUsual(TIME_SCALE);
    const directions = DIRECTIONS / shrink;
    const types = benchTypes(directions);
    const fewer = Math.max(1, Math.round(directions / WARM_UP_PART));
    await applyOurs(server, benchTypes(fewer), nextLimit());
    await peer.apply(benchTypes(fewer), nextLimit());
    const ours: number[] = [];
    const peers: number[] = [];
    let [calls, refused] = [0, 0];
    for (let run = 0; run < runs; run += 1) {
      await portal.rest(rate);
      ours.push(await applyOurs(server, types, nextLimit()));
      const counted = await portal.calls();
      calls = counted.total;
      refused += counted.refused;
      await portal.rest(rate);
      const begun = performance.now();
      await peer.apply(types, nextLimit());
      peers.push((performance.now() - begun) / 1_000);
      say(
        `apply: ours ${String(ours.at(-1)?.toFixed(2))} s, peer ${String(peers.at(-1)?.toFixed(2))} s`,
      );
    }
    await server.close();
    const least = leastApplySeconds(directions, rate);
    const { whole } = least;
    const time = median(ours);
    return {
      figures: [
        {
          name: `Apply ${types.length.toLocaleString('en')} limits over ${String(directions)} directions`,
          unit: 's',
          better: 'lower',
          runs,
          ours: time,
          peer: median(peers),
          peerIs: PEER,
          bound: whole,
          boundIs: `${String(directions)} × ${sentenceOfCalls()} at HubSpot's rate`,
          aim: {
            ...atMost(time, whole, TIMES_BOUND, 'the bound, no call refused'),
            ...(refused > 0 ? { met: false } : {}),
          },
          note: `Plan, apply, all outcomes final. ${String(calls)} calls a run, ${String(refused)} refused as too many. ${String(fewer)} of the directions once to warm up, by either side. ${aboutTheLook(time, least)}`,
        },
      ],
    };
  },
};

function sentenceOfCalls(): string {
  const { plan, look, write, readBack } = CALLS_PER_DIRECTION;
  return `${String(plan + look + write + readBack)} calls (${String(plan)} to plan, a look, the write, the read-back)`;
}

/** The look costs a fifth of the calls, so what it is for and what it costs is told. */
function aboutTheLook(time: number, { withoutLook, writing }: LeastApplySeconds): string {
  const { plan, write, readBack } = CALLS_PER_DIRECTION;
  return `The look belongs to the work, and the peer takes it too: nothing is sent where somebody changed a limit since the review, and HubSpot's API has no conditional write. Who overwrites such a change, with ${String(plan + write + readBack)} calls a direction, cannot take less than ${withoutLook.toFixed(1)} s; ours, with the look, takes ${(time / withoutLook).toFixed(2)} × that. Writing and reading back alone cannot take less than ${writing.toFixed(1)} s.`;
}

let lastLimit = 3;
/** Another limit each time, so that every run of every case has everything to change. */
export const nextLimit = (): number => (lastLimit += 1);

/** Seconds from asking for the plan until every outcome is final. */
export async function applyOurs(
  server: BenchServer,
  types: readonly BenchType[],
  limit: number,
): Promise<number> {
  const path = `/api/plans/${randomUUID()}`;
  const changes = types.map((type) => ({ ...type, category: 'USER_DEFINED', limit }));
  const begun = Date.now();
  let plan = await server.ask('makePlan', 'PUT', path, { changes });
  while (plan.state === 'planning') {
    await sleep(50);
    plan = await server.ask('plan', 'GET', path);
  }
  if (plan.state !== 'ready') throw new Error(`The plan is ${plan.state}.`);
  plan = await server.ask('applyPlan', 'POST', `${path}/apply`);
  do {
    // As the panel looks, and about as often. When it ended, the plan tells.
    await sleep(500);
    const changes = `${path}/changes?since=${plan.mark}`;
    plan = withChanges(plan, await server.ask('planChanges', 'GET', changes));
  } while (plan.state !== 'done');
  const wrong = plan.items.filter(({ outcome }) => outcome.kind !== 'saved');
  if (wrong.length > 0) throw new Error(`Not saved: ${JSON.stringify(wrong.slice(0, 3))}`);
  return (Date.parse(plan.finishedAt ?? '') - begun) / 1_000;
}

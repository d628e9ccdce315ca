// Portals of once to ten times the labels: from 40 directions and 400 labels to 400 and 4,000. Each
// has one pair with fifty labels each way, as many as HubSpot allows.
import type { Seed } from '../../app/portal/world/seed.ts';
import { MOST_TIMES, TIMES, type Times } from './grow.ts';
import { BENCH_PORTAL, portalOf } from './seed.ts';

export const MOST_LABELS = 50;
const DIRECTIONS = 40;
const LABELS = 400;

export interface SizedPortal {
  readonly times: Times;
  /** Of the largest it is the bench's own, whose session a browser has at first. */
  readonly portalId: number;
  readonly directions: number;
  readonly labels: number;
}

/** Numbers between two portals, for copies of them. */
const APART = 10_000;
const idOf = (times: Times): number => BENCH_PORTAL.portalId + (MOST_TIMES - times) * APART;

/**
 * Labels each way of every pair beside contacts and companies, whose one association is without a
 * label: the first pair has the most, the others share what is left. `shrink` leaves out pairs, never
 * the first.
 */
export function labelsOfPairs(times: Times, shrink: number): readonly number[] {
  const pairs = (times * DIRECTIONS) / 2 - 1;
  const left = (times * LABELS) / 2 - 1 - MOST_LABELS;
  const each = Math.floor(left / (pairs - 1));
  const withOneMore = left - each * (pairs - 1);
  const all = [
    MOST_LABELS,
    ...Array.from({ length: pairs - 1 }, (_, index) => each + (index < withOneMore ? 1 : 0)),
  ];
  return all.slice(0, Math.max(1, Math.floor(pairs / shrink)));
}

/** The portals of `sizedSeed`, the smallest first. */
export function sizedPortals(shrink: number): readonly SizedPortal[] {
  return TIMES.map((times) => {
    const pairs = labelsOfPairs(times, shrink);
    const labels = 2 * (1 + pairs.reduce((sum, count) => sum + count, 0));
    return { times, portalId: idOf(times), directions: 2 * (1 + pairs.length), labels };
  });
}

/** The seed document of all of them, the largest first: its session is the one without a cookie. */
export function sizedSeed(shrink: number): Seed {
  return {
    portals: TIMES.toReversed().map((times) => {
      const labels = labelsOfPairs(times, shrink);
      // So many objects have at least so many pairs.
      const objects = Math.ceil((1 + Math.sqrt(1 + 8 * labels.length)) / 2);
      return portalOf(idOf(times), objects, labels);
    }),
  };
}

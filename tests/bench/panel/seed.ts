// The portal that the panel is measured with: 400 directions and 4,000 labels, and one pair that has
// fifty of them each way, as many as HubSpot allows.
import type { Seed } from '../../../app/portal/world/seed.ts';
import { seedOf } from '../seed.ts';

export const PANEL_DIRECTIONS = 400;
export const PANEL_LABELS = 4_000;
export const MOST_LABELS = 50;

/** Pairs beside contacts and companies, whose one association is without a label. */
const PAIRS = PANEL_DIRECTIONS / 2 - 1;
const LABELS_EACH_WAY = PANEL_LABELS / 2 - 1;

/** Labels each way of every pair: the first has the most, the others share what is left. */
export function labelsOfPairs(): readonly number[] {
  const left = LABELS_EACH_WAY - MOST_LABELS;
  const each = Math.floor(left / (PAIRS - 1));
  const withOneMore = left - each * (PAIRS - 1);
  return [
    MOST_LABELS,
    ...Array.from({ length: PAIRS - 1 }, (_, index) => each + (index < withOneMore ? 1 : 0)),
  ];
}

/** The seed document; `shrink` leaves out pairs, never the one with the most labels. */
export function panelSeed(shrink: number): Seed {
  const pairs = Math.max(1, Math.floor(PAIRS / shrink));
  // So many objects have at least so many pairs.
  const objects = Math.ceil((1 + Math.sqrt(1 + 8 * pairs)) / 2);
  return seedOf(objects, labelsOfPairs().slice(0, pairs));
}

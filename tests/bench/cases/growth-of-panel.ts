// How what a person waits for in the panel grows with the labels of the portal.
import { growthOf } from '../grow.ts';
import type { Growth } from '../report.ts';
import type { SizedPortal } from '../sized-portals.ts';

/** What was measured of the panel in one portal, in milliseconds. */
export interface SizedPanel {
  readonly portal: SizedPortal;
  readonly opened: readonly number[];
  /** Keys that choose labels, and that type limits: of each run what 95 of 100 do not exceed. */
  readonly chosen: readonly number[];
  readonly limits: readonly number[];
}

/** A curve for each; a portal without a value is left out of it. */
export function panelGrowths(sizes: readonly SizedPanel[], world: string): readonly Growth[] {
  const growth = (
    name: string,
    note: string,
    takenOf: (size: SizedPanel) => readonly number[],
  ): Growth =>
    growthOf(
      {
        ...{ name, counted: 'labels', unit: 'ms' },
        note: `${note} A page has 50 rows in all of them, a pair of 50 labels is there too. ${world}`,
      },
      sizes
        .map((size) => ({ ...size.portal, size: size.portal.labels, taken: takenOf(size) }))
        .filter(({ taken }) => taken.length > 0),
    );
  const ends = 'Measured like the figure, in portals of 40 and of 400 directions.';
  return [
    growth(
      'Page opened → table usable',
      'Measured like the figure, in portals of 40 to 400 directions in turn, after one opening of each to warm up.',
      ({ opened }) => opened,
    ),
    growth('Key → painted, choosing labels', ends, ({ chosen }) => chosen),
    growth('Key → painted, typing limits', ends, ({ limits }) => limits),
  ];
}

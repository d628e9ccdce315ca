// How many limits were changed outside, which every opened page is told: counting goes through all
// labels of the portal, so a count is kept as long as nothing that it is made from was written.
import type { PortalId } from '../ids.ts';
import type { OverviewMarks } from '../storage/overview-marks.ts';

export type CountOfPortal = (portal: PortalId) => Promise<number>;

/** A count by nothing but what the overview's marks stand for; one number for each portal is kept. */
export function keepCount(marksOf: OverviewMarks, count: CountOfPortal): CountOfPortal {
  const kept = new Map<PortalId, { readonly marks: string; readonly counted: number }>();
  return async (portal) => {
    // Before the count: what is written meanwhile makes it old.
    const marks = await marksOf.of(portal);
    if (marks === null) {
      kept.delete(portal);
      return count(portal);
    }
    const known = kept.get(portal);
    if (known?.marks === marks) return known.counted;
    const counted = await count(portal);
    kept.set(portal, { marks, counted });
    return counted;
  };
}

// What every opened page is told of the overview: finding out goes through all labels of the portal,
// so it is kept as long as nothing that it is made from was written.
import type { PortalId } from '../ids.ts';
import type { OverviewMarks } from '../storage/overview-marks.ts';

export interface Glance {
  /** The overview has object types to show. */
  readonly portalRead: boolean;
  /** Limits that differ from the known ones. */
  readonly changedOutside: number;
}

export type GlanceAtPortal = (portal: PortalId) => Promise<Glance>;

/** A glance at nothing but what the overview's marks stand for; one for each portal is kept. */
export function keepGlance(marksOf: OverviewMarks, glance: GlanceAtPortal): GlanceAtPortal {
  const kept = new Map<PortalId, { readonly marks: string; readonly seen: Glance }>();
  return async (portal) => {
    // Before the glance: what is written meanwhile makes it old.
    const marks = await marksOf.of(portal);
    if (marks === null) {
      kept.delete(portal);
      return glance(portal);
    }
    const known = kept.get(portal);
    if (known?.marks === marks) return known.seen;
    const seen = await glance(portal);
    kept.set(portal, { marks, seen });
    return seen;
  };
}

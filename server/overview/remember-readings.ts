// Whatever reads a direction (the panel, a plan, an apply that checks itself) also brings the
// overview up to date, so that it never shows older limits than the app has seen.
import { success } from '#domain/result.ts';
import type { Clock } from '../clock.ts';
import type { Associations } from '../hubspot/associations.ts';
import type { OverviewStore } from '../storage/overview.ts';

/** The same calls, with every direction that is read taken over into the overview. */
export function rememberReadings(
  associations: Associations,
  overview: OverviewStore,
  clock: Clock,
): Associations {
  return {
    ...associations,
    async readDirection(portal, from, to, patience) {
      const at = clock.now();
      const rows = await associations.readDirection(portal, from, to, patience);
      if (rows.ok) {
        const state = rows.value.length === 0 ? 'no_association' : 'read';
        await overview.save(portal, { from, to }, { state, labels: rows.value }, at);
      }
      return rows;
    },

    async readLimits(portal, from, to, patience) {
      const at = clock.now();
      const limits = await associations.readLimits(portal, from, to, patience);
      if (!limits.ok || limits.value === null) return limits;
      const fit = await overview.saveLimits(portal, { from, to }, limits.value, at);
      return fit ? limits : success(null);
    },
  };
}

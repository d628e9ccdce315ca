// What the panel can do with the overview: look at it, and ask for it to be read anew.
import type { Blockers, Overview, OverviewGrid, Refresh } from '#domain/overview.ts';
import { findPresets, presets } from '#domain/findPresets.ts';
import type { Presets } from '#domain/presets.ts';
import { failed, success, type Result } from '#domain/result.ts';
import type { OverviewQuery } from '#domain/requests/overview.ts';
import type { Clock } from '../clock.ts';
import { failureOf, type ApiFailure } from '../failure.ts';
import type { PortalId } from '../ids.ts';
import type { ObjectTypeCatalogue } from '../portals/object-types.ts';
import type { OverviewStore } from '../storage/overview.ts';
import type { OverviewSnapshot } from '../storage/overview-snapshot.ts';
import type { OverviewViews } from '../storage/overview-views.ts';
import type { RefreshQueue } from './refresh-port.ts';

export interface Overviews {
  page(portal: PortalId, query: OverviewQuery): Promise<Overview>;
  grid(portal: PortalId): Promise<OverviewGrid>;
  blockers(portal: PortalId, type: string): Promise<Result<Blockers, ApiFailure>>;
  /** What people ask for most, told from the limits that were last read. */
  presets(portal: PortalId): Promise<Presets>;
  /** Starts a reading of the portal, or answers with the one that is under way. */
  refresh(portal: PortalId): Promise<Result<Refresh, ApiFailure>>;
}

export interface OverviewParts {
  readonly overview: OverviewStore;
  readonly views: OverviewViews;
  readonly snapshot: OverviewSnapshot;
  readonly objectTypes: Pick<ObjectTypeCatalogue, 'list'>;
  readonly queue: RefreshQueue;
  readonly clock: Clock;
}

/** The overviews of all portals; every call names its portal. */
export function createOverviews(parts: OverviewParts): Overviews {
  return {
    async page(portal, query) {
      // Before what was read: a run that is told to have ended has stored all of it by then.
      const refresh = await parts.overview.refresh(portal);
      const view = await parts.views.page(portal, {
        search: query.search ?? '',
        filter: query.filter ?? 'all',
        from: query.from ?? null,
        to: query.to ?? null,
        page: Number(query.page ?? '1'),
      });
      return { ...view, refresh };
    },

    grid: (portal) => parts.views.grid(portal),

    async blockers(portal, type) {
      const blockers = await parts.views.blockers(portal, type);
      return blockers ? success(blockers) : failed(notInOverview);
    },

    async presets(portal) {
      const { objectTypes, read, unknown } = await parts.snapshot.directions(portal, presets);
      return {
        objectTypes: [...objectTypes],
        findings: [...findPresets(read)],
        unknown: [...unknown],
      };
    },

    async refresh(portal) {
      // A portal that cannot be read is told so at once, instead of by a job.
      const types = await parts.objectTypes.list(portal);
      if (!types.ok) return failed(failureOf(types.failure));
      await parts.overview.begin(portal, parts.clock.now(), (transaction) =>
        parts.queue.enqueue({ portal }, transaction),
      );
      parts.queue.wake();
      const refresh = await parts.overview.refresh(portal);
      if (!refresh) throw new Error('A run that was begun is not stored.');
      return success(refresh);
    },
  };
}

const notInOverview: ApiFailure = {
  code: 'not_found',
  message: 'The overview does not hold this object type. Read the portal again.',
};

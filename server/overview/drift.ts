// What the panel can do about limits that were changed outside the app: see them, and accept them.
// Putting them back is a plan like any other.
import { DRIFT_ROWS, type ChangedLimit, type Drift, type KeptDrift } from '#domain/drift.ts';
import { success, type Result } from '#domain/result.ts';
import type { KeepDriftRequest } from '#domain/requests/drift.ts';
import type { Clock } from '../clock.ts';
import type { ApiFailure } from '../failure.ts';
import type { PortalFacts } from '../hubspot/portal-facts.ts';
import type { PortalId, UserId } from '../ids.ts';
import type { Asker } from '../portals/asker.ts';
import type { People } from '../portals/people.ts';
import { mustBeSuperAdmin } from '../portals/super-admin.ts';
import type { ChangedRow, DriftViews } from '../storage/drift-views.ts';
import type { DriftKeeper } from '../storage/keep-drift.ts';
import type { OverviewStore } from '../storage/overview.ts';
import type { OverviewViews } from '../storage/overview-views.ts';

export interface Drifts {
  /** As of the last readings: asks HubSpot for nothing but the names of people. */
  find(portal: PortalId): Promise<Drift>;
  keep(asker: Asker, request: KeepDriftRequest): Promise<Result<KeptDrift, ApiFailure>>;
}

export interface DriftParts {
  readonly overview: Pick<OverviewStore, 'refresh'>;
  readonly views: DriftViews;
  readonly types: Pick<OverviewViews, 'objectTypes'>;
  readonly keeper: DriftKeeper;
  readonly people: People;
  readonly facts: Pick<PortalFacts, 'isSuperAdmin'>;
  readonly clock: Clock;
}

/** Drift of all portals; every call names its portal. */
export function createDrifts(parts: DriftParts): Drifts {
  return {
    async find(portal) {
      const refresh = await parts.overview.refresh(portal);
      const changed = await parts.views.changed(portal, DRIFT_ROWS);
      const pinned = await parts.views.pinned(portal, DRIFT_ROWS);
      return {
        checkedAt: refresh?.state === 'done' ? refresh.finishedAt : null,
        checking: refresh?.state === 'reading',
        objectTypes: [...(await parts.types.objectTypes(portal))],
        changed: {
          rows: await withNames(parts.people, portal, changed),
          total: await parts.views.count(portal),
        },
        pinned: pinned && { ...pinned, rows: [...pinned.rows] },
        unchecked: await parts.views.unchecked(portal),
      };
    },

    async keep(asker, request) {
      const allowed = await mustBeSuperAdmin(parts.facts, asker);
      if (!allowed.ok) return allowed;
      const at = parts.clock.now();
      return success(await parts.keeper.keep(asker.portal, request, asker.user, at));
    },
  };
}

/** Each person is asked for once. */
async function withNames(
  people: People,
  portal: PortalId,
  rows: readonly ChangedRow[],
): Promise<ChangedLimit[]> {
  const users = [...new Set(rows.flatMap(({ known }) => known?.by ?? []))];
  const named = await Promise.all(
    users.map(async (user) => [user, await people.nameOf(portal, user)] as const),
  );
  const names = new Map<UserId, string | null>(named);
  return rows.map((row) => ({
    ...row,
    known: row.known && {
      limit: row.known.limit,
      at: new Date(row.known.at).toISOString(),
      by: row.known.by && { id: String(row.known.by), name: names.get(row.known.by) ?? null },
      planId: row.known.planId,
    },
  }));
}

// What the panel must know first: is the app connected here, who asks, what may they do.
import { erasedOn } from '#domain/leaving.ts';
import { countOutcomes } from '#domain/outcome.ts';
import { failed, success, type Result } from '#domain/result.ts';
import type { Session } from '#domain/wire.ts';
import { failureOf, type ApiFailure } from '../failure.ts';
import type { Asker } from '../portals/asker.ts';
import type { AppScopes } from '../portals/app-scopes.ts';
import type { AskSuperAdmin } from '../portals/super-admin.ts';
import type { DriftViews } from '../storage/drift-views.ts';
import type { Plans } from '../storage/plans.ts';
import type { PortalRow, Portals } from '../storage/portals.ts';

export interface SessionParts {
  readonly portals: Portals;
  readonly plans: Plans;
  readonly drift: Pick<DriftViews, 'count'>;
  readonly facts: AskSuperAdmin;
  readonly scopes: AppScopes;
  readonly installUrl: string;
}

/** The asker's session. Not being connected is an answer, not a failure. */
export async function readSession(
  parts: SessionParts,
  asker: Asker,
): Promise<Result<Session, ApiFailure>> {
  const stored = await parts.portals.find(asker.portal);
  if (stored?.status !== 'connected') {
    return success(unconnected(parts, asker, stored));
  }
  // The store is read while HubSpot is asked: every opened page waits for this answer.
  const [superAdmin, latest, changedOutside] = await Promise.all([
    parts.facts.isSuperAdmin(asker.portal, asker.user),
    latestPlan(parts, asker),
    parts.drift.count(asker.portal),
  ]);
  if (!superAdmin.ok) {
    const { code } = superAdmin.failure;
    if (code === 'disconnected' || code === 'not_installed') {
      return success(unconnected(parts, asker, await parts.portals.find(asker.portal)));
    }
    // Without this one scope everything may still be looked at; any other failure is an outage.
    if (code !== 'missing_scope') return failed(failureOf(superAdmin.failure));
  }
  return success({
    ...unconnected(parts, asker, stored),
    connection: 'connected',
    connectedAt: new Date(stored.connectedAt).toISOString(),
    erasedOn: null,
    user: { id: String(asker.user), superAdmin: superAdmin.ok ? superAdmin.value : null },
    superAdminProblem: superAdmin.ok ? null : failureOf(superAdmin.failure).message,
    grantedScopes: [...stored.scopes],
    missingScopes: parts.scopes.optional.filter((scope) => !stored.scopes.includes(scope)),
    latestPlan: latest,
    changedOutside,
  });
}

function unconnected(parts: SessionParts, asker: Asker, stored: PortalRow | null): Session {
  return {
    connection: stored ? 'disconnected' : 'not_installed',
    installUrl: parts.installUrl,
    connectedAt: null,
    erasedOn: stored?.leftAt == null ? null : erasedOn(stored.leftAt),
    portal: {
      id: String(asker.portal),
      accountType: stored?.accountType ?? null,
      uiDomain: stored?.uiDomain ?? null,
    },
    user: { id: String(asker.user), superAdmin: null },
    superAdminProblem: null,
    grantedScopes: [],
    missingScopes: [],
    latestPlan: null,
    changedOutside: 0,
  };
}

async function latestPlan(parts: SessionParts, asker: Asker): Promise<Session['latestPlan']> {
  const plan = await parts.plans.newestApplied(asker.portal);
  if (plan?.appliedAt == null) return null;
  const changing = plan.items.filter((item) => item.action !== 'none');
  return {
    planId: plan.planId,
    state: plan.state,
    appliedAt: new Date(plan.appliedAt).toISOString(),
    saved: countOutcomes(changing.map((item) => item.outcome)).saved,
    total: changing.length,
  };
}

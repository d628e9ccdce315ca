// What the panel must know first: is the app connected here, and what happened last. All of it is stored.
import { erasedOn } from '#domain/leaving.ts';
import type { Session } from '#domain/wire.ts';
import type { GlanceAtPortal } from '../overview/kept-glance.ts';
import type { Asker } from '../portals/asker.ts';
import type { AppScopes } from '../portals/app-scopes.ts';
import type { Plans } from '../storage/plans.ts';
import type { PortalRow, Portals } from '../storage/portals.ts';

export interface SessionParts {
  readonly portals: Portals;
  readonly plans: Plans;
  readonly glance: GlanceAtPortal;
  readonly scopes: AppScopes;
  readonly installUrl: string;
}

/** The asker's session. Not being connected is an answer, not a failure. */
export async function readSession(parts: SessionParts, asker: Asker): Promise<Session> {
  // At once: every opened page waits for this answer, and almost every portal is connected.
  const [stored, latest, glance] = await Promise.all([
    parts.portals.find(asker.portal),
    latestPlan(parts, asker),
    parts.glance(asker.portal),
  ]);
  if (stored?.status !== 'connected') return unconnected(parts, asker, stored);
  return {
    ...unconnected(parts, asker, stored),
    connection: 'connected',
    connectedAt: new Date(stored.connectedAt).toISOString(),
    erasedOn: null,
    grantedScopes: [...stored.scopes],
    missingScopes: parts.scopes.optional.filter((scope) => !stored.scopes.includes(scope)),
    latestPlan: latest,
    ...glance,
  };
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
    user: { id: String(asker.user) },
    grantedScopes: [],
    missingScopes: [],
    latestPlan: null,
    portalRead: false,
    changedOutside: 0,
  };
}

async function latestPlan(parts: SessionParts, asker: Asker): Promise<Session['latestPlan']> {
  const plan = await parts.plans.newestApplied(asker.portal);
  return plan && { ...plan, appliedAt: new Date(plan.appliedAt).toISOString() };
}

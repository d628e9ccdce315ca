// The right to change anything: HubSpot lets only Super Admins change limits on its own screen.
import { failed, success, type Result } from '#domain/result.ts';
import { failureOf, type ApiFailure } from '../failure.ts';
import type { HubSpotFailure } from '../hubspot/failure.ts';
import type { PortalFacts } from '../hubspot/portal-facts.ts';
import { createShare } from '../share.ts';
import type { Asker } from './asker.ts';

export type AskSuperAdmin = Pick<PortalFacts, 'isSuperAdmin'>;

/** Fails unless HubSpot says now that the asker is Super Admin of the portal. One call. */
export async function mustBeSuperAdmin(
  facts: AskSuperAdmin,
  asker: Asker,
): Promise<Result<null, ApiFailure>> {
  const superAdmin = await facts.isSuperAdmin(asker.portal, asker.user);
  if (!superAdmin.ok) return failed(failureOf(superAdmin.failure));
  if (superAdmin.value) return success(null);
  return failed({
    code: 'not_super_admin',
    message: 'Only a Super Admin of this portal may change limits, as on HubSpot’s own screen.',
  });
}

/**
 * The same question for those who only look: who asks while HubSpot is being asked about the same user
 * shares the answer, so that many open pages do not use up the portal's calls.
 */
export function shareSuperAdmin(facts: AskSuperAdmin): AskSuperAdmin {
  const share = createShare<string, Result<boolean, HubSpotFailure>>();
  return {
    isSuperAdmin: (portal, user) =>
      share(`${String(portal)}/${String(user)}`, () => facts.isSuperAdmin(portal, user)),
  };
}

// What the asker may do in the portal, as HubSpot says now.
import { failed, success, type Result } from '#domain/result.ts';
import type { Rights } from '#domain/wire.ts';
import { failureOf, type ApiFailure } from '../failure.ts';
import type { Asker } from '../portals/asker.ts';
import type { AskSuperAdmin } from '../portals/super-admin.ts';

/** The asker's rights; one call. Without the users' scope everything may still be looked at. */
export async function readRights(
  facts: AskSuperAdmin,
  asker: Asker,
): Promise<Result<Rights, ApiFailure>> {
  const superAdmin = await facts.isSuperAdmin(asker.portal, asker.user);
  if (superAdmin.ok) return success({ superAdmin: superAdmin.value, superAdminProblem: null });
  const failure = failureOf(superAdmin.failure);
  if (superAdmin.failure.code !== 'missing_scope') return failed(failure);
  return success({ superAdmin: null, superAdminProblem: failure.message });
}

// HubSpot's API versions: every path that depends on the version, in one place.
import type { Operation } from '#domain/steps.ts';

export const apiVersions = ['2026-03', '2026-09', 'v4'] as const;
export type ApiVersion = (typeof apiVersions)[number];

export interface Paths {
  readonly labels: (from: string, to: string) => string;
  readonly limits: (from: string, to: string) => string;
  readonly batch: (from: string, to: string, operation: Operation) => string;
  readonly objectSchemas: string;
  readonly objectSchema: (objectTypeId: string) => string;
  readonly objectUsage: string;
  readonly account: string;
  /** A page of a type's records; every property is left out that HubSpot lets one leave out. */
  readonly recordIds: (objectTypeId: string, limit: number, after: string | null) => string;
  readonly recordLinks: (from: string, to: string) => string;
  readonly limitReport: (from: string, to: string) => string;
  readonly user: (userId: number) => string;
  readonly uninstall: string;
}

/** HubSpot's dated APIs other than associations, which v4 predates, are asked for as of 2026-03. */
export const DATED_VERSION = '2026-03';

/** Of all versions only this one was seen to answer for standard objects too. */
const SINGLE_SCHEMA_VERSION = '2026-09';

/** OAuth has dated paths of its own; v1 stops on 2027-02-16. */
export const oauthPaths = {
  token: `/oauth/${DATED_VERSION}/token`,
  introspect: `/oauth/${DATED_VERSION}/token/introspect`,
  revoke: `/oauth/${DATED_VERSION}/token/revoke`,
} as const;

/** Paths below the API's base address for one version of the association APIs. */
export function pathsOf(version: ApiVersion): Paths {
  const associations = `/crm/associations/${version}`;
  const pair = (from: string, to: string): string =>
    `${encodeURIComponent(from)}/${encodeURIComponent(to)}`;
  const limits = (from: string, to: string): string =>
    `${associations}/definitions/configurations/${pair(from, to)}`;
  return {
    labels: (from, to) => `${associations}/${pair(from, to)}/labels`,
    limits,
    batch: (from, to, operation) => `${limits(from, to)}/batch/${operation}`,
    objectSchemas: `/crm-object-schemas/${DATED_VERSION}/schemas?includePropertyDefinitions=false&includeAuditMetadata=false`,
    objectSchema: (objectTypeId) =>
      `/crm-object-schemas/${SINGLE_SCHEMA_VERSION}/schemas/${encodeURIComponent(objectTypeId)}?includePropertyDefinitions=false&includeAuditMetadata=false`,
    objectUsage: `/crm/limits/${DATED_VERSION}/records`,
    account: `/account-info/${DATED_VERSION}/details`,
    recordIds: (objectTypeId, limit, after) =>
      `/crm/objects/${DATED_VERSION}/${encodeURIComponent(objectTypeId)}?limit=${String(limit)}&properties=hs_object_id&archived=false${after === null ? '' : `&after=${encodeURIComponent(after)}`}`,
    // v4's association calls have the version behind the name, unlike its limit calls.
    recordLinks: (from, to) =>
      version === 'v4'
        ? `/crm/v4/associations/${pair(from, to)}/batch/read`
        : `${associations}/${pair(from, to)}/batch/read`,
    limitReport: (from, to) =>
      `/crm/limits/${DATED_VERSION}/associations/records/${pair(from, to)}`,
    user: (userId) => `/settings/users/${DATED_VERSION}/${String(userId)}`,
    uninstall: `/appinstalls/${DATED_VERSION}/external-install`,
  };
}

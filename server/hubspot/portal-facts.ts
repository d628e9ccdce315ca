// Facts about a portal: its account type, whether a user is Super Admin, and its object types.
import * as v from 'valibot';
import { objectTypeIdSchema, type ObjectType } from '#domain/association.ts';
import { failed, success, type Result } from '#domain/result.ts';
import type { LimitReport } from '#domain/scan.ts';
import type { PortalId, UserId } from '../ids.ts';
import { integerSchema } from '#domain/integer.ts';
import { noList } from '#domain/noList.ts';
import { INTERACTIVE, type HubSpotClient } from './client.ts';
import type { HubSpotFailure } from './failure.ts';
import type { Paths } from './versions.ts';

export interface Account {
  /** STANDARD, SANDBOX, DEVELOPER_TEST or APP_DEVELOPER. */
  readonly accountType: string;
  /** Host of the portal's pages, such as app-eu1.hubspot.com. */
  readonly uiDomain: string | null;
}

export interface PortalFacts {
  account(portal: PortalId): Promise<Result<Account, HubSpotFailure>>;
  /** Whether HubSpot's own limits screen would let this user in. A user HubSpot does not know is none. */
  isSuperAdmin(portal: PortalId, user: UserId): Promise<Result<boolean, HubSpotFailure>>;
  /** First and last name; null for a user whom HubSpot does not know or name. */
  userName(portal: PortalId, user: UserId): Promise<Result<string | null, HubSpotFailure>>;
  /** HubSpot's object types by the portal's own names; one call. */
  standardObjectTypes(portal: PortalId): Promise<Result<readonly ObjectType[], HubSpotFailure>>;
  /** How many records of the type there are; null: HubSpot does not say. One call. */
  recordCount(portal: PortalId, objectType: string): Promise<Result<number | null, HubSpotFailure>>;
  /** HubSpot's report of records at or near a limit of the direction. One call. */
  limitReport(
    portal: PortalId,
    from: string,
    to: string,
  ): Promise<Result<LimitReport, HubSpotFailure>>;
  /** Custom object types; 'missing_scope' where the portal has none to give (no Enterprise). */
  customObjectTypes(portal: PortalId): Promise<Result<readonly ObjectType[], HubSpotFailure>>;
}

const accountAnswer = v.looseObject({
  accountType: v.string(),
  uiDomain: v.nullish(v.string()),
});

const userAnswer = v.looseObject({ superAdmin: v.boolean() });

const nameAnswer = v.pipe(
  noList,
  v.looseObject({ firstName: v.nullish(v.string()), lastName: v.nullish(v.string()) }),
);

const customTypeUsage = v.looseObject({
  objectTypeId: v.string(),
  usage: v.nullish(integerSchema),
});

const usageAnswer = v.looseObject({
  hubspotDefinedObjectTypes: v.array(
    v.looseObject({
      objectTypeId: objectTypeIdSchema,
      singularLabel: v.string(),
      pluralLabel: v.string(),
      usage: v.nullish(integerSchema),
    }),
  ),
  customObjectTypes: v.nullish(
    v.pipe(noList, v.looseObject({ byObjectType: v.nullish(v.array(customTypeUsage)) })),
  ),
});

const reportAnswer = v.looseObject({
  limit: v.nullish(integerSchema),
  totalRecordsAtLimit: integerSchema,
  totalRecordsNearLimit: integerSchema,
});

const labels = v.pipe(
  noList,
  v.looseObject({ singular: v.nullish(v.string()), plural: v.nullish(v.string()) }),
);

const schemasAnswer = v.looseObject({
  results: v.array(
    v.looseObject({
      objectTypeId: objectTypeIdSchema,
      name: v.string(),
      archived: v.nullish(v.boolean()),
      labels,
    }),
  ),
});

/** The calls for these facts. */
export function createPortalFacts(client: HubSpotClient, paths: Paths): PortalFacts {
  const get = async <Answer>(
    portal: PortalId,
    path: string,
    answer: v.GenericSchema<unknown, Answer>,
  ): Promise<Result<Answer, HubSpotFailure>> => {
    const answered = await client.call(portal, {
      method: 'GET',
      path,
      answer,
      patience: INTERACTIVE,
    });
    return answered.ok ? success(answered.value.body) : answered;
  };

  return {
    async account(portal) {
      const answer = await get(portal, paths.account, accountAnswer);
      if (!answer.ok) return answer;
      const { accountType, uiDomain } = answer.value;
      return success({ accountType, uiDomain: uiDomain ?? null });
    },

    async isSuperAdmin(portal, user) {
      const answer = await get(portal, paths.user(user), userAnswer);
      if (answer.ok) return success(answer.value.superAdmin);
      return isNotThere(answer.failure) ? success(false) : failed(answer.failure);
    },

    async userName(portal, user) {
      const answer = await get(portal, paths.user(user), nameAnswer);
      if (!answer.ok) return isNotThere(answer.failure) ? success(null) : answer;
      const { firstName, lastName } = answer.value;
      const name = [firstName, lastName].filter((part) => part != null && part !== '').join(' ');
      return success(name === '' ? null : name);
    },

    async standardObjectTypes(portal) {
      const answer = await get(portal, paths.objectUsage, usageAnswer);
      if (!answer.ok) return answer;
      return success(
        answer.value.hubspotDefinedObjectTypes.map((type) => ({
          id: type.objectTypeId,
          singular: type.singularLabel,
          plural: type.pluralLabel,
          custom: false,
        })),
      );
    },

    async recordCount(portal, objectType) {
      const answer = await get(portal, paths.objectUsage, usageAnswer);
      if (!answer.ok) return answer;
      const { hubspotDefinedObjectTypes, customObjectTypes } = answer.value;
      const types = [...hubspotDefinedObjectTypes, ...(customObjectTypes?.byObjectType ?? [])];
      return success(types.find((type) => type.objectTypeId === objectType)?.usage ?? null);
    },

    async limitReport(portal, from, to) {
      const answer = await get(portal, paths.limitReport(from, to), reportAnswer);
      if (!answer.ok) return answer;
      const { limit, totalRecordsAtLimit, totalRecordsNearLimit } = answer.value;
      return success({
        limit: limit ?? null,
        atLimit: totalRecordsAtLimit,
        nearLimit: totalRecordsNearLimit,
      });
    },

    async customObjectTypes(portal) {
      const answer = await get(portal, paths.objectSchemas, schemasAnswer);
      if (!answer.ok) return answer;
      return success(
        answer.value.results
          .filter((schema) => schema.archived !== true)
          .map((schema) => ({
            id: schema.objectTypeId,
            singular: schema.labels.singular ?? schema.name,
            plural: schema.labels.plural ?? schema.labels.singular ?? schema.name,
            custom: true,
          })),
      );
    },
  };
}

const isNotThere = (failure: HubSpotFailure): boolean =>
  failure.code === 'refused' && failure.hubspot.httpStatus === 404;

// The same work written in the obvious way with HubSpot's official Node client: its own limiter, with
// the settings that its README names, and its own retries.
import { createRequire } from 'node:module';
import { Client } from '@hubspot/api-client';
import * as schema from '@hubspot/api-client/lib/codegen/crm/associations/v4/schema/index.js';
import * as associations from '@hubspot/api-client/lib/codegen/crm/associations/v4/index.js';
import type decoratorModule from '@hubspot/api-client/lib/src/services/ApiDecoratorService.js';
import { RECORDS_PER_READ, IDS_PER_PAGE } from './bound.ts';
import type { BenchType } from './seed.ts';

export const PEER = "HubSpot's official Node client, its limiter and retries on";

// Node and Vitest disagree on what the default of such a CommonJS module is; require tells both alike.
const { default: decorators } = createRequire(import.meta.url)(
  '@hubspot/api-client/lib/src/services/ApiDecoratorService.js',
) as typeof decoratorModule;

/** The client's README: nine calls a second, six at once. */
const CALLS_PER_SECOND = 9;
const AT_ONCE = 6;
const RETRIES = 3;

export interface Peer {
  /**
   * Sets all to one limit, direction by direction: plans, looks that nobody changed a limit since,
   * writes, and looks that all are there. Throws where a limit is another one in the end.
   */
  apply(types: readonly BenchType[], limit: number): Promise<void>;
  /** Counts the records by how many associations they have. */
  scan(from: string, to: string): Promise<ReadonlyMap<number, number>>;
}

/** The client against a portal whose time runs `timeScale` times as fast. */
export function createPeer(portalUrl: string, accessToken: string, timeScale: number): Peer {
  const client = new Client({
    accessToken,
    basePath: portalUrl,
    numberOfApiCallRetries: RETRIES,
    limiterOptions: {
      minTime: 1_000 / CALLS_PER_SECOND / timeScale,
      maxConcurrent: AT_ONCE,
      id: 'hubspot-client-limiter',
    },
  });
  // The client's convenience object leaves limits out, so its class is decorated as it does itself.
  const limits = new schema.DefinitionConfigurationsApi(
    schema.createConfiguration({
      baseServer: new schema.ServerConfiguration(portalUrl, {}),
      authMethods: { oauth2: { accessToken } },
    }),
  );
  decorators.getInstance().apply(limits);
  const labels = client.crm.associations.v4.schema.definitionsApi;

  const readLimits = async (from: string, to: string): Promise<ReadonlyMap<number, unknown>> => {
    const { results } = await limits.getAllBetweenTwoObjectTypes(from, to);
    return new Map(results.map((row) => [row.typeId, row.userEnforcedMaxToObjectIds]));
  };
  const setLimits = async (types: readonly BenchType[], limit: number): Promise<void> => {
    const [first] = types;
    if (!first) return;
    const { from, to } = first;
    const known = await labels.getAll(from, to);
    const planned = await readLimits(from, to);
    const changing = types.filter(
      ({ typeId }) =>
        known.results.some((row) => row.typeId === typeId) && planned.get(typeId) !== limit,
    );
    // A change that somebody made since is kept, and one stops its whole direction, as with ours.
    const now = await readLimits(from, to);
    const isAsPlanned = changing.every(({ typeId }) => now.get(typeId) === planned.get(typeId));
    if (!isAsPlanned) throw new Error('Somebody changed a limit since the plan was made.');
    const { UserDefined: category } =
      schema.PublicAssociationDefinitionConfigurationUpdateRequestCategoryEnum;
    const inputs = changing.map(({ typeId }) =>
      Object.assign(new schema.PublicAssociationDefinitionConfigurationUpdateRequest(), {
        category,
        typeId,
        maxToObjectIds: limit,
      }),
    );
    const batch = new schema.BatchInputPublicAssociationDefinitionConfigurationUpdateRequest();
    await limits.batchUpdate(from, to, Object.assign(batch, { inputs }));
    const after = await readLimits(from, to);
    if ([...after.values()].some((held) => held !== limit)) {
      throw new Error('The official client did not set every limit.');
    }
  };

  return {
    async apply(types, limit) {
      const directions = Map.groupBy(types, ({ from, to }) => `${from} ${to}`);
      await Promise.all([...directions.values()].map((one) => setLimits(one, limit)));
    },

    async scan(from, to) {
      const counts = new Map<number, number>();
      const count = (associations: number): void => {
        counts.set(associations, (counts.get(associations) ?? 0) + 1);
      };
      const readLinks = async (ids: readonly string[]): Promise<void> => {
        const inputs = ids.map((id) =>
          Object.assign(new associations.PublicFetchAssociationsBatchRequest(), { id }),
        );
        const batch = new associations.BatchInputPublicFetchAssociationsBatchRequest();
        const read = await client.crm.associations.v4.batchApi.getPage(
          from,
          to,
          Object.assign(batch, { inputs }),
        );
        for (const record of read.results) count(record.to.length);
      };
      const reading: Promise<void>[] = [];
      let ids: string[] = [];
      let after: string | undefined;
      do {
        const page = await client.crm.objects.basicApi.getPage(from, IDS_PER_PAGE, after, [
          'hs_object_id',
        ]);
        ids.push(...page.results.map(({ id }) => id));
        after = page.paging?.next?.after;
        if (ids.length >= RECORDS_PER_READ || after === undefined) {
          reading.push(readLinks(ids));
          ids = [];
        }
      } while (after !== undefined);
      await Promise.all(reading);
      return counts;
    },
  };
}

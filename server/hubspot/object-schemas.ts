// One object type's schema: its internal name, and the internal names of its association types.
// HubSpot lists both directions, typeIds as texts, no category, and fresh names minutes late.
import * as v from 'valibot';
import type { LabelDefinition } from '#domain/setup/label-names.ts';
import { success, type Result } from '#domain/result.ts';
import type { PortalId } from '../ids.ts';
import { INTERACTIVE, type HubSpotClient } from './client.ts';
import type { HubSpotFailure } from './failure.ts';
import type { Paths } from './versions.ts';

export interface ObjectSchema {
  readonly name: string;
  readonly definitions: readonly LabelDefinition[];
}

export interface ObjectSchemas {
  /** The schema of one object type, standard ones included. One call. */
  read(portal: PortalId, objectTypeId: string): Promise<Result<ObjectSchema, HubSpotFailure>>;
}

const schemaAnswer = v.looseObject({
  name: v.string(),
  associations: v.nullish(
    v.array(
      v.looseObject({
        id: v.pipe(v.unknown(), v.toNumber(), v.safeInteger()),
        fromObjectTypeId: v.string(),
        toObjectTypeId: v.string(),
        name: v.nullish(v.string()),
      }),
    ),
  ),
});

/** The schema reads of the dated API, whichever version the associations are asked for in. */
export function createObjectSchemas(client: HubSpotClient, paths: Paths): ObjectSchemas {
  return {
    async read(portal, objectTypeId) {
      const answered = await client.call(portal, {
        method: 'GET',
        path: paths.objectSchema(objectTypeId),
        answer: schemaAnswer,
        patience: INTERACTIVE,
      });
      if (!answered.ok) return answered;
      const { name, associations } = answered.value.body;
      return success({
        name,
        definitions: (associations ?? []).map((type) => ({
          from: type.fromObjectTypeId,
          to: type.toObjectTypeId,
          typeId: type.id,
          name: type.name ?? null,
        })),
      });
    },
  };
}

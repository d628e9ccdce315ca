// The portal's object types with their internal names, which only single schema reads tell. They
// are remembered for a while: a person exports, checks and corrects within minutes.
import type { ObjectType } from '#domain/association.ts';
import { success, type Result } from '#domain/result.ts';
import type { Clock } from '../clock.ts';
import type { HubSpotFailure } from '../hubspot/failure.ts';
import type { ObjectSchema, ObjectSchemas } from '../hubspot/object-schemas.ts';
import type { PortalId } from '../ids.ts';

const REMEMBERED_MS = 60_000;

export interface ObjectNames {
  /** The schema of one object type; null where HubSpot refuses it to this app. */
  schema(portal: PortalId, type: ObjectType): Promise<Result<ObjectSchema | null, HubSpotFailure>>;
}

/** Schemas as HubSpot has them, read at most once a minute each. */
export function createObjectNames(schemas: ObjectSchemas, clock: Clock): ObjectNames {
  const remembered = new Map<
    string,
    { readonly until: number; readonly schema: ObjectSchema | null }
  >();
  return {
    async schema(portal, type) {
      const key = `${String(portal)} ${type.id}`;
      const now = clock.now();
      const known = remembered.get(key);
      if (known && known.until > now) return success(known.schema);
      const read = await schemas.read(portal, type.id);
      const isRefused =
        !read.ok && (read.failure.code === 'refused' || read.failure.code === 'missing_scope');
      if (!read.ok && !isRefused) return read;
      for (const [old, { until }] of remembered) if (until <= now) remembered.delete(old);
      const schema = read.ok ? read.value : null;
      remembered.set(key, { until: now + REMEMBERED_MS, schema });
      return success(schema);
    },
  };
}

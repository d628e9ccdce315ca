// The portal's object types by its own names: standard and custom. Names change rarely, so they
// are remembered for a while instead of being asked for with every direction.
import type { ObjectType } from '#domain/association.ts';
import { success, type Result } from '#domain/result.ts';
import type { ObjectTypes } from '#domain/wire.ts';
import type { Clock } from '../clock.ts';
import type { HubSpotFailure } from '../hubspot/failure.ts';
import type { PortalFacts } from '../hubspot/portal-facts.ts';
import type { PortalId } from '../ids.ts';
import { createShare } from '../share.ts';

const REMEMBERED_MS = 60_000;

const NO_CUSTOM_OBJECTS =
  'Custom objects are not listed: this portal did not grant “crm.schemas.custom.read” or “crm.objects.custom.read” (they need HubSpot Enterprise).';

export interface ObjectTypeCatalogue {
  list(portal: PortalId): Promise<Result<ObjectTypes, HubSpotFailure>>;
  /** One object type; an id that the catalogue does not hold is named by itself. */
  find(portal: PortalId, id: string): Promise<Result<ObjectType, HubSpotFailure>>;
  /** To be called when the portal is connected: another grant may list more, or less. */
  forget(portal: PortalId): void;
}

/** A catalogue that asks HubSpot at most once a minute per portal. */
export function createObjectTypeCatalogue(facts: PortalFacts, clock: Clock): ObjectTypeCatalogue {
  const remembered = new Map<PortalId, { readonly until: number; readonly types: ObjectTypes }>();
  const share = createShare<PortalId, Result<ObjectTypes, HubSpotFailure>>();

  const read = async (portal: PortalId): Promise<Result<ObjectTypes, HubSpotFailure>> => {
    const types = await readObjectTypes(facts, portal);
    if (!types.ok) return types;
    const now = clock.now();
    for (const [old, { until }] of remembered) if (until <= now) remembered.delete(old);
    remembered.set(portal, { until: now + REMEMBERED_MS, types: types.value });
    return types;
  };

  const list = (portal: PortalId): Promise<Result<ObjectTypes, HubSpotFailure>> => {
    const known = remembered.get(portal);
    if (known && known.until > clock.now()) return Promise.resolve(success(known.types));
    // Both object types of a direction are asked for at once, and HubSpot once.
    return share(portal, () => read(portal));
  };

  return {
    list,
    async find(portal, id) {
      const types = await list(portal);
      if (!types.ok) return types;
      const found = types.value.objectTypes.find((type) => type.id === id);
      return success(found ?? { id, singular: id, plural: id, custom: id.startsWith('2-') });
    },
    forget: (portal) => {
      remembered.delete(portal);
    },
  };
}

async function readObjectTypes(
  facts: PortalFacts,
  portal: PortalId,
): Promise<Result<ObjectTypes, HubSpotFailure>> {
  const [standard, custom] = await Promise.all([
    facts.standardObjectTypes(portal),
    facts.customObjectTypes(portal),
  ]);
  if (!standard.ok) return standard;
  if (!custom.ok && custom.failure.code !== 'missing_scope') return custom;
  const objectTypes = [...standard.value, ...(custom.ok ? custom.value : [])].sort((a, b) =>
    a.plural.localeCompare(b.plural),
  );
  return success({ objectTypes, notes: custom.ok ? [] : [NO_CUSTOM_OBJECTS] });
}

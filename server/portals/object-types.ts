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
}

/** When the portal was connected, the last time; null: it never was. */
export type GrantOf = (portal: PortalId) => Promise<number | null>;

interface Remembered {
  /** Another grant may list more, or less. */
  readonly grant: number | null;
  readonly until: number;
  readonly types: ObjectTypes;
}

/** A catalogue that asks HubSpot at most once a minute per portal and grant. */
export function createObjectTypeCatalogue(
  facts: PortalFacts,
  clock: Clock,
  grantOf: GrantOf,
): ObjectTypeCatalogue {
  const remembered = new Map<PortalId, Remembered>();
  const share = createShare<string, Result<ObjectTypes, HubSpotFailure>>();

  const read = async (
    portal: PortalId,
    grant: number | null,
  ): Promise<Result<ObjectTypes, HubSpotFailure>> => {
    const types = await readObjectTypes(facts, portal);
    if (!types.ok) return types;
    const now = clock.now();
    for (const [old, { until }] of remembered) if (until <= now) remembered.delete(old);
    remembered.set(portal, { grant, until: now + REMEMBERED_MS, types: types.value });
    return types;
  };

  const list = async (portal: PortalId): Promise<Result<ObjectTypes, HubSpotFailure>> => {
    const grant = await grantOf(portal);
    const known = remembered.get(portal);
    if (known?.grant === grant && known.until > clock.now()) return success(known.types);
    // Both object types of a direction are asked for at once, and HubSpot once.
    return share(`${String(portal)} ${String(grant)}`, () => read(portal, grant));
  };

  return {
    list,
    async find(portal, id) {
      const types = await list(portal);
      if (!types.ok) return types;
      const found = types.value.objectTypes.find((type) => type.id === id);
      return success(found ?? { id, singular: id, plural: id, custom: id.startsWith('2-') });
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

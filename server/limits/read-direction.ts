// One direction with the portal's names for its object types: two calls to HubSpot at the most.
import type { Direction } from '#domain/association.ts';
import { failed, success, type Result } from '#domain/result.ts';
import type { Clock } from '../clock.ts';
import { failureOf, type ApiFailure } from '../failure.ts';
import type { Associations } from '../hubspot/associations.ts';
import type { Patience } from '../hubspot/client.ts';
import type { HubSpotFailure } from '../hubspot/failure.ts';
import type { PortalId } from '../ids.ts';
import type { ObjectTypeCatalogue } from '../portals/object-types.ts';

export interface DirectionParts {
  readonly associations: Pick<Associations, 'readDirection'>;
  readonly objectTypes: Pick<ObjectTypeCatalogue, 'find'>;
  readonly clock: Clock;
}

/** Reads a direction as the panel and plans see it. */
export async function readDirection(
  parts: DirectionParts,
  portal: PortalId,
  { from, to }: { readonly from: string; readonly to: string },
  patience: Patience,
): Promise<Result<Direction, ApiFailure>> {
  const [fromType, toType, labels] = await Promise.all([
    parts.objectTypes.find(portal, from),
    parts.objectTypes.find(portal, to),
    parts.associations.readDirection(portal, from, to, patience),
  ]);
  if (!labels.ok) return failed(directionFailure(labels.failure, from, to));
  if (!fromType.ok) return failed(failureOf(fromType.failure));
  if (!toType.ok) return failed(failureOf(toType.failure));
  return success({
    from: fromType.value,
    to: toType.value,
    labels: [...labels.value],
    readAt: new Date(parts.clock.now()).toISOString(),
  });
}

/** HubSpot answers 400 or 404 where it does not know one of the two object types. */
function directionFailure(failure: HubSpotFailure, from: string, to: string): ApiFailure {
  const told = failureOf(failure);
  if (failure.code !== 'refused') return told;
  return {
    ...told,
    code: 'unknown_object_type',
    message: `HubSpot does not know the pair ${from} and ${to} in this portal. It says: ${told.message}`,
  };
}

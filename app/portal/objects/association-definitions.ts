// The associations[] of a schema read: documented fields plus the limit fields that live portals
// return. It lags minutes behind writes.
import type { Call } from '../http/route.ts';
import {
  inverseOf,
  laggingLimit,
  schemaLagMilliseconds,
  type AssociationType,
  type ObjectType,
} from '../world/world.ts';

/** Every association type that starts or ends at `type`, as HubSpot lists them. */
export function associationDefinitions(call: Call, type: ObjectType): Record<string, unknown>[] {
  return call.account.associationTypes
    .filter((row) => row.from === type.objectTypeId || row.to === type.objectTypeId)
    .map((row) => definitionOf(call, row));
}

function definitionOf(call: Call, row: AssociationType): Record<string, unknown> {
  const inverse = inverseOf(call.account, row);
  const forwardLimit = visibleLimit(call, row);
  const inverseLimit = inverse === undefined ? null : visibleLimit(call, inverse);
  const standard = call.account.subscriptionLimit;
  return {
    id: String(row.typeId),
    fromObjectTypeId: row.from,
    toObjectTypeId: row.to,
    ...(isUnseen(call, row.createdAt) ? {} : { name: row.name }),
    cardinality: cardinalityOf(forwardLimit),
    inverseCardinality: cardinalityOf(inverseLimit),
    hasUserEnforcedMaxToObjectIds: forwardLimit !== null,
    hasUserEnforcedMaxFromObjectIds: inverseLimit !== null,
    maxToObjectIds: forwardLimit ?? standard,
    maxFromObjectIds: inverseLimit ?? standard,
    createdAt: new Date(row.createdAt).toISOString(),
    updatedAt: new Date(Math.max(row.createdAt, row.limitChangedAt)).toISOString(),
  };
}

function visibleLimit(call: Call, row: AssociationType): number | null {
  return readLags(call) ? laggingLimit(row, call.now) : row.limit;
}

function isUnseen(call: Call, createdAt: number): boolean {
  return readLags(call) && call.now - createdAt < schemaLagMilliseconds;
}

function readLags(call: Call): boolean {
  return call.memory.scenarios.schemaLag === 'minutes';
}

function cardinalityOf(limit: number | null): string {
  return limit === 1 ? 'ONE_TO_ONE' : 'ONE_TO_MANY';
}

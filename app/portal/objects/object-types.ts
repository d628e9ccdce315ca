// Finds the object type that a path names: by id, by a standard object's name, or by a custom
// object's fully qualified name. A custom object's bare name is refused, as observed at HubSpot.
import { ok, refused, validationError, type Checked } from '../http/refusal.ts';
import { parameter, type Call } from '../http/route.ts';
import type { Account, ObjectType } from '../world/world.ts';

export interface ObjectPair {
  readonly from: ObjectType;
  readonly to: ObjectType;
}

export function isCustom(type: ObjectType): boolean {
  return type.objectTypeId.startsWith('2-');
}

/** As HubSpot builds it for custom objects: p<portal>_<name>. Standard objects keep their name. */
export function fullyQualifiedName(account: Account, type: ObjectType): string {
  return isCustom(type) ? `p${account.portalId}_${type.name}` : type.name.toUpperCase();
}

export function findObjectType(account: Account, text: string): ObjectType | undefined {
  const wanted = text.toLowerCase();
  return account.objectTypes.find((type) => {
    if (type.objectTypeId === text) return true;
    if (isCustom(type)) return fullyQualifiedName(account, type).toLowerCase() === wanted;
    return namesOf(type.name).includes(wanted);
  });
}

/** The object type of one path parameter, or HubSpot's 400. */
export function objectTypeAt(call: Call, name: string): Checked<ObjectType> {
  const text = parameter(call, name);
  const type = findObjectType(call.account, text);
  if (type !== undefined) return ok(type);
  const message = `Unable to infer object type from: ${text}`;
  return refused(validationError(call.correlationId, message, { context: { type: [text] } }));
}

/** Both object types of a path with {fromObjectType} and {toObjectType}. */
export function objectPair(call: Call): Checked<ObjectPair> {
  const from = objectTypeAt(call, 'fromObjectType');
  if (from.kind === 'refused') return from;
  const to = objectTypeAt(call, 'toObjectType');
  if (to.kind === 'refused') return to;
  return ok({ from: from.value, to: to.value });
}

/** "company" is also "companies", "deal" also "deals": HubSpot takes both. */
function namesOf(name: string): string[] {
  return [name, name.endsWith('y') ? name.replace(/y$/u, 'ies') : `${name}s`];
}

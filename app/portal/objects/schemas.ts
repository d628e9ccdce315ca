// The schemas API: the list of custom objects, and one object of either kind.
import { jsonAnswer, type Answer } from '../http/answer.ts';
import { scopesRefused } from '../http/gate.ts';
import { validationError } from '../http/refusal.ts';
import type { ApiRoute, Call } from '../http/route.ts';
import { schemaListScopes } from '../http/scopes.ts';
import type { ObjectType } from '../world/world.ts';
import { associationDefinitions } from './association-definitions.ts';
import { fullyQualifiedName, isCustom, objectTypeAt } from './object-types.ts';

// v3 and its older spelling are what HubSpot's Node client and older apps call.
const prefixes = [
  { version: '2026-03', prefix: '/crm-object-schemas/2026-03' },
  { version: '2026-09', prefix: '/crm-object-schemas/2026-09' },
  { version: 'v3', prefix: '/crm-object-schemas/v3' },
  { version: 'v3', prefix: '/crm/v3' },
];

export const schemaRoutes: readonly ApiRoute[] = prefixes.flatMap(({ version, prefix }) => [
  {
    access: 'token',
    method: 'GET',
    path: `${prefix}/schemas`,
    scopes: schemaListScopes(version),
    exempt: false,
    handle: listSchemas,
  },
  {
    access: 'token',
    method: 'GET',
    path: `${prefix}/schemas/{objectType}`,
    scopes: [...schemaListScopes(version), 'oauth'],
    exempt: false,
    handle: readSchema,
  },
]);

const inclusions = [
  'includeAssociationDefinitions',
  'includeAuditMetadata',
  'includePropertyDefinitions',
];

function listSchemas(call: Call): Answer {
  const problem = problemOf(call, ['archived', ...inclusions]);
  if (problem !== undefined) return problem;
  if (call.memory.scenarios.schemaList === 'forbidden') {
    return scopesRefused(call, ['crm.schemas.custom.read']);
  }
  const archivedOnly = call.query.get('archived') === 'true';
  const types = archivedOnly ? [] : call.account.objectTypes.filter(isCustom);
  return jsonAnswer(200, { results: types.map((type) => schemaOf(call, type)) });
}

function readSchema(call: Call): Answer {
  const problem = problemOf(call, inclusions);
  if (problem !== undefined) return problem;
  const type = objectTypeAt(call, 'objectType');
  if (type.kind === 'refused') return type.answer;
  return jsonAnswer(200, schemaOf(call, type.value));
}

/** The files declare these parameters as booleans. */
function problemOf(
  { query, correlationId }: Call,
  booleans: readonly string[],
): Answer | undefined {
  const name = booleans.find((one) => !['true', 'false', null].includes(query.get(one)));
  if (name === undefined) return undefined;
  const message = `${name} must be true or false, received ${query.get(name) ?? ''}`;
  return validationError(correlationId, message, { errors: [{ message, in: name }] });
}

function schemaOf(call: Call, type: ObjectType): Record<string, unknown> {
  const included = (name: string): boolean => call.query.get(name) !== 'false';
  const primary = `${type.name}_name`;
  return {
    id: type.objectTypeId.replace('2-', ''),
    objectTypeId: type.objectTypeId,
    name: type.name,
    fullyQualifiedName: fullyQualifiedName(call.account, type),
    labels: { singular: type.singular, plural: type.plural },
    allowsSensitiveProperties: false,
    archived: false,
    primaryDisplayProperty: primary,
    requiredProperties: [primary],
    searchableProperties: [primary],
    secondaryDisplayProperties: [],
    properties: included('includePropertyDefinitions') ? [propertyOf(type, primary)] : [],
    associations: included('includeAssociationDefinitions')
      ? associationDefinitions(call, type)
      : [],
    ...(included('includeAuditMetadata')
      ? { createdAt: epoch, updatedAt: epoch, createdByUserId: call.account.users[0]?.id }
      : {}),
  };
}

const epoch = new Date(0).toISOString();

function propertyOf(type: ObjectType, name: string): Record<string, unknown> {
  return {
    name,
    label: `${type.singular} name`,
    description: '',
    groupName: `${type.name}_information`,
    type: 'string',
    fieldType: 'text',
    options: [],
    archived: false,
    hubspotDefined: !isCustom(type),
  };
}

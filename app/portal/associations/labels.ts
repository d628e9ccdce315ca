// The label calls of one direction: list, create, update, delete.
import { emptyAnswer, jsonAnswer, type Answer } from '../http/answer.ts';
import { notFound, validationError } from '../http/refusal.ts';
import { parameter, type ApiRoute, type Call } from '../http/route.ts';
import { crmScopes } from '../http/scopes.ts';
import { directionOf, inverseOf, type AssociationType } from '../world/world.ts';
import { createLabel } from './create-label.ts';
import { openDirection } from './direction.ts';
import { readLabelUpdate } from './label-input.ts';
import { labelRow } from './label-row.ts';

/** The label routes below one prefix, e.g. /crm/associations/2026-03. */
export function labelRoutes(prefix: string, version: string): ApiRoute[] {
  const path = `${prefix}/{fromObjectType}/{toObjectType}/labels`;
  const base = { access: 'token', scopes: crmScopes(version), exempt: true } as const;
  return [
    { ...base, method: 'GET', path, handle: (call) => listLabels(call, version) },
    { ...base, method: 'POST', path, handle: (call) => createLabel(call, version) },
    { ...base, method: 'PUT', path, handle: updateLabel },
    { ...base, method: 'DELETE', path: `${path}/{associationTypeId}`, handle: deleteLabel },
  ];
}

function listLabels(call: Call, version: string): Answer {
  const direction = openDirection(call);
  if (direction.kind === 'refused') return direction.answer;
  const { from, to } = direction.value;
  const results = directionOf(call.account, from, to).map((row) => labelRow(call, row, version));
  return jsonAnswer(200, { results });
}

function updateLabel(call: Call): Answer {
  const direction = openDirection(call);
  if (direction.kind === 'refused') return direction.answer;
  const input = readLabelUpdate(call);
  if (input.kind === 'refused') return input.answer;
  const { associationTypeId, label, inverseLabel } = input.value;
  const { from, to } = direction.value;
  const row = ownRow(directionOf(call.account, from, to), associationTypeId);
  if (row === undefined) return unknownType(call, associationTypeId);
  if (row.label === null) return refuse(call, 'The unlabeled association type has no label');
  const inverse = inverseOf(call.account, row);
  row.label = label;
  // Observed: without inverseLabel both sides take the new text.
  if (inverse !== undefined && inverse !== row) inverse.label = inverseLabel ?? label;
  call.memory.changed();
  return emptyAnswer(204);
}

function deleteLabel(call: Call): Answer {
  const direction = openDirection(call);
  if (direction.kind === 'refused') return direction.answer;
  const text = parameter(call, 'associationTypeId');
  if (!/^-?\d+$/u.test(text)) return refuse(call, `associationTypeId is not a number: ${text}`);
  const { from, to } = direction.value;
  const rows = directionOf(call.account, from, to);
  const row = ownRow(rows, Number(text));
  if (row === undefined) return unknownType(call, Number(text));
  if (row.label === null && rows.some((other) => other.label !== null)) {
    return refuse(call, 'The unlabeled association type cannot be deleted while labels remain');
  }
  const gone = new Set([row, inverseOf(call.account, row)]);
  call.account.associationTypes = call.account.associationTypes.filter((one) => !gone.has(one));
  call.memory.changed();
  return emptyAnswer(204);
}

/** An app may change the portal's own types; HubSpot's and other apps' are out of reach. */
function ownRow(rows: readonly AssociationType[], typeId: number): AssociationType | undefined {
  return rows.find((row) => row.category === 'USER_DEFINED' && row.typeId === typeId);
}

function unknownType(call: Call, typeId: number): Answer {
  return notFound(call.correlationId, `No user-defined association type ${typeId} for this pair`);
}

function refuse(call: Call, message: string): Answer {
  return validationError(call.correlationId, message);
}

// The association limit calls: read all, read a direction, batch create, update and purge.
import { jsonAnswer, type Answer } from '../http/answer.ts';
import { refusal } from '../http/refusal.ts';
import type { ApiRoute, Call } from '../http/route.ts';
import { crmScopes } from '../http/scopes.ts';
import { directionOf, type AssociationType } from '../world/world.ts';
import { limitsAnswer, purgeAnswer, purgeIsAllOrNothing } from './batch-answer.ts';
import { readLimitInputs, readPurgeInputs } from './batch-input.ts';
import { purgeLimits, writeLimits } from './batch.ts';
import { openDirection } from './direction.ts';
import { shownRow } from './empty-fields.ts';

const planMessage = 'This account does not have access to custom association limits.';

/** The limit routes below one prefix, e.g. /crm/associations/2026-03. */
export function limitRoutes(prefix: string, version: string): ApiRoute[] {
  const path = `${prefix}/definitions/configurations`;
  const pair = `${path}/{fromObjectType}/{toObjectType}`;
  const base = { access: 'token', scopes: crmScopes(version), exempt: true } as const;
  return [
    { ...base, method: 'GET', path: `${path}/all`, handle: gated(readAll) },
    { ...base, method: 'GET', path: pair, handle: gated(readDirection) },
    {
      ...base,
      method: 'POST',
      path: `${pair}/batch/create`,
      handle: gated((call) => write(call, version, 'create')),
    },
    {
      ...base,
      method: 'POST',
      path: `${pair}/batch/update`,
      handle: gated((call) => write(call, version, 'update')),
    },
    {
      ...base,
      method: 'POST',
      path: `${pair}/batch/purge`,
      handle: gated((call) => purge(call, version)),
    },
  ];
}

function gated(handle: (call: Call) => Answer): (call: Call) => Answer {
  return (call) =>
    call.memory.scenarios.planGate === 'forbidden'
      ? refusal(call.correlationId, 403, 'FORBIDDEN', planMessage)
      : handle(call);
}

/** No row says which objects it belongs to: HubSpot's answer does not either. */
function readAll(call: Call): Answer {
  return rowsAnswer(call, call.account.associationTypes);
}

function readDirection(call: Call): Answer {
  const direction = openDirection(call);
  if (direction.kind === 'refused') return direction.answer;
  const { from, to } = direction.value;
  return rowsAnswer(call, directionOf(call.account, from, to));
}

function rowsAnswer(call: Call, rows: readonly AssociationType[]): Answer {
  const { scenarios } = call.memory;
  const everyType = scenarios.readRows === 'every-type';
  const results = rows
    .filter((row) => everyType || row.limit !== null)
    .map(({ category, typeId, label, limit }) =>
      shownRow({ category, typeId, label, userEnforcedMaxToObjectIds: limit }, scenarios),
    );
  return jsonAnswer(200, { results });
}

function write(call: Call, version: string, kind: 'create' | 'update'): Answer {
  const direction = openDirection(call);
  if (direction.kind === 'refused') return direction.answer;
  const inputs = readLimitInputs(call);
  if (inputs.kind === 'refused') return inputs.answer;
  const result = writeLimits(call, direction.value, inputs.value, kind);
  return limitsAnswer(call, version, kind, result);
}

function purge(call: Call, version: string): Answer {
  const direction = openDirection(call);
  if (direction.kind === 'refused') return direction.answer;
  const inputs = readPurgeInputs(call);
  if (inputs.kind === 'refused') return inputs.answer;
  const allOrNothing = purgeIsAllOrNothing(call, version);
  const result = purgeLimits(call, direction.value, inputs.value, allOrNothing);
  return purgeAnswer(call, version, result);
}

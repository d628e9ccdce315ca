// POST …/batch/read: the associations of up to 1000 records in one direction.
import * as v from 'valibot';
import { openDirection } from '../associations/direction.ts';
import { shownRow } from '../associations/empty-fields.ts';
import { toldErrors } from '../associations/told-errors.ts';
import type { Scenarios } from '../control/scenarios.ts';
import { jsonAnswer, type Answer } from '../http/answer.ts';
import { readJson } from '../http/json-body.ts';
import { onlyFields } from '../http/json-fields.ts';
import { ok, refused, validationError, type Checked } from '../http/refusal.ts';
import type { ApiRoute, Call } from '../http/route.ts';
import { crmScopes } from '../http/scopes.ts';
import { findObjectType } from '../objects/object-types.ts';
import type { ObjectType } from '../world/world.ts';
import { cursorAfter, positionOfCursor } from './association-cursor.ts';
import { LinkedRecords, type LinkedRecord } from './linked-records.ts';
import { readError } from './read-error.ts';

/** https://developers.hubspot.com/changelog/bug-fix-batch-read-limit-for-hubspot-associations-api */
const mostInputs = 1000;

const prefixes = [
  { version: '2026-03', prefix: '/crm/associations/2026-03' },
  { version: '2026-09', prefix: '/crm/associations/2026-09' },
  { version: 'v4', prefix: '/crm/v4/associations' },
];

export const readAssociationsRoutes: readonly ApiRoute[] = prefixes.map(({ version, prefix }) => ({
  access: 'token',
  method: 'POST',
  path: `${prefix}/{fromObjectType}/{toObjectType}/batch/read`,
  scopes: crmScopes(version),
  exempt: true,
  handle: (call) => readAssociations(call, version),
}));

const bodySchema = onlyFields({
  inputs: v.array(onlyFields({ id: v.string(), after: v.optional(v.string()) })),
});
type Input = v.InferOutput<typeof bodySchema>['inputs'][number];

function readAssociations(call: Call, version: string): Answer {
  const direction = openDirection(call);
  if (direction.kind === 'refused') return direction.answer;
  const inputs = readInputs(call);
  if (inputs.kind === 'refused') return inputs.answer;
  const from = findObjectType(call.account, direction.value.from);
  const to = findObjectType(call.account, direction.value.to);
  // openDirection has just found both.
  if (from === undefined || to === undefined) throw new TypeError('a direction without objects');
  const read = readAll(call, inputs.value, from, to);
  if (read.kind === 'refused') return read.answer;
  const { errors } = read.value;
  const at = new Date(call.now).toISOString();
  // The file of 2026-09 knows no 207.
  return jsonAnswer(errors.length > 0 && version !== '2026-09' ? 207 : 200, {
    ...stateOf(read.value, call.memory.scenarios),
    requestedAt: at,
    startedAt: at,
    completedAt: at,
    ...toldErrors(errors, call.memory.scenarios),
  });
}

/** The files give a read the states of a write: what is not COMPLETE has no results. */
function stateOf({ results, errors }: Read, { readState }: Scenarios): object {
  switch (readState) {
    case 'complete':
      return { status: 'COMPLETE', results };
    case 'canceled':
      return errors.length > 0
        ? { status: 'CANCELED', results: [] }
        : { status: 'COMPLETE', results };
    case 'pending':
      return { status: 'PENDING', results: [] };
    case 'processing':
      return { status: 'PROCESSING', results: [] };
  }
}

function readInputs(call: Call): Checked<readonly Input[]> {
  const body = readJson(call, bodySchema);
  if (body.kind === 'refused') return body;
  const { inputs } = body.value;
  if (inputs.length === 0) return refuse(call, 'inputs must not be empty');
  if (inputs.length > mostInputs) {
    const message = `The maximum number of inputs is ${mostInputs}, received ${inputs.length}`;
    return refuse(call, message);
  }
  return ok(inputs);
}

interface Read {
  readonly results: object[];
  readonly errors: object[];
}

function readAll(
  call: Call,
  inputs: readonly Input[],
  from: ObjectType,
  to: ObjectType,
): Checked<Read> {
  const { scenarios } = call.memory;
  const linked = new LinkedRecords(call.account, from, to);
  const read: Read = { results: [], errors: [] };
  for (const { id, after } of inputs) {
    const start = after === undefined ? 0 : positionOfCursor(to.objectTypeId, after);
    if (start === undefined) return refuse(call, `after is no cursor of ${id}: ${after ?? ''}`);
    const known = /^\d{1,15}$/u.test(id) && linked.from.has(Number(id));
    const all = known ? linked.of(Number(id)) : [];
    const rest = start === 0 ? all : all.filter((one) => one.id > start);
    const asEmpty = known || scenarios.unknownRecordRead === 'no-associations';
    if (rest.length > 0) read.results.push(resultOf(id, to, rest, scenarios));
    else if (!asEmpty) read.errors.push(readError(id, from, to, 'unknown', scenarios));
    else if (scenarios.emptyRead === 'empty') read.results.push({ from: { id }, to: [] });
    else if (scenarios.emptyRead === 'error') {
      read.errors.push(readError(id, from, to, 'empty', scenarios));
    }
  }
  return ok(read);
}

function resultOf(
  id: string,
  to: ObjectType,
  rest: readonly LinkedRecord[],
  scenarios: Scenarios,
): object {
  const size = Number(scenarios.readPageSize);
  const page = rest.length > size ? rest.slice(0, size) : rest;
  const last = page.at(-1);
  const more = rest.length > size && last !== undefined;
  return {
    from: { id },
    to: page.map((one) => ({
      toObjectId: scenarios.toObjectId === 'number' ? one.id : String(one.id),
      associationTypes: one.types.map(({ category, typeId, label }) =>
        shownRow({ category, typeId, label }, scenarios),
      ),
    })),
    ...(more ? { paging: { next: { after: cursorAfter(to.objectTypeId, last.id) } } } : {}),
  };
}

function refuse<T>(call: Call, message: string): Checked<T> {
  const errors = [{ message, in: 'inputs' }];
  return refused(validationError(call.correlationId, message, { errors }));
}

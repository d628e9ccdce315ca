// The bodies of batch/create, batch/update and batch/purge, and the checks on the batch as a whole.
import * as v from 'valibot';
import { readJson } from '../http/json-body.ts';
import { int32, onlyFields } from '../http/json-fields.ts';
import { ok, refused, validationError, type Checked } from '../http/refusal.ts';
import type { Call } from '../http/route.ts';
import { categorySchema } from '../world/world.ts';

const writeSchema = onlyFields({
  inputs: v.array(onlyFields({ category: categorySchema, typeId: int32, maxToObjectIds: int32 })),
});
// A plain string in the specification: an unknown category fails its item, not the request.
const purgeSchema = onlyFields({
  inputs: v.array(onlyFields({ category: v.string(), typeId: int32 })),
});

export interface LimitInput {
  readonly category: string;
  readonly typeId: number;
  readonly maxToObjectIds: number;
}
export type PurgeInput = Omit<LimitInput, 'maxToObjectIds'>;

export function readLimitInputs(call: Call): Checked<readonly LimitInput[]> {
  const body = readJson(call, writeSchema);
  return body.kind === 'refused' ? body : checkedBatch(call, body.value.inputs);
}

export function readPurgeInputs(call: Call): Checked<readonly PurgeInput[]> {
  const body = readJson(call, purgeSchema);
  return body.kind === 'refused' ? body : checkedBatch(call, body.value.inputs);
}

function checkedBatch<T extends PurgeInput>(
  call: Call,
  inputs: readonly T[],
): Checked<readonly T[]> {
  const { batchSize, repeatedInput } = call.memory.scenarios;
  const most = batchSize === 'unlimited' ? Infinity : Number(batchSize);
  if (inputs.length === 0) return refuse(call, 'inputs must not be empty');
  if (inputs.length > most) {
    return refuse(call, `The maximum number of inputs is ${most}, received ${inputs.length}`);
  }
  const keys = inputs.map((input) => `${input.category} ${input.typeId}`);
  const repeated = keys.find((key, index) => keys.indexOf(key) !== index);
  if (repeated !== undefined && repeatedInput === 'refuse') {
    return refuse(call, `Duplicate association type in batch input: ${repeated}`);
  }
  return ok(inputs);
}

function refuse<T>(call: Call, message: string): Checked<T> {
  const errors = [{ message, in: 'inputs' }];
  return refused(validationError(call.correlationId, message, { errors }));
}

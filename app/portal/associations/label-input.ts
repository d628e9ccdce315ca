// The bodies of the label calls and their field rules.
import * as v from 'valibot';
import { readJson } from '../http/json-body.ts';
import { int32, onlyFields } from '../http/json-fields.ts';
import type { Checked } from '../http/refusal.ts';
import type { Call } from '../http/route.ts';

const label = v.pipe(v.string(), v.trim(), v.minLength(1));
const createSchema = onlyFields({
  label,
  inverseLabel: v.optional(label),
  name: v.pipe(
    v.string(),
    v.regex(/^(?!\d)[^-\s]+$/u, 'must hold no hyphen or space and must not start with a digit'),
  ),
});
const updateSchema = onlyFields({
  associationTypeId: int32,
  label,
  inverseLabel: v.optional(label),
});
export type NewLabel = v.InferOutput<typeof createSchema>;

export function readNewLabel(call: Call): Checked<NewLabel> {
  return readJson(call, createSchema);
}

export function readLabelUpdate(call: Call): Checked<v.InferOutput<typeof updateSchema>> {
  return readJson(call, updateSchema);
}

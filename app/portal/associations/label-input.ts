// The bodies of the label calls and their field rules.
import { z } from 'zod';
import { readJson } from '../http/json-body.ts';
import type { Checked } from '../http/refusal.ts';
import type { Call } from '../http/route.ts';

const label = z.string().trim().min(1);
const createSchema = z.strictObject({
  label,
  inverseLabel: label.optional(),
  name: z
    .string()
    .regex(/^(?!\d)[^-\s]+$/u, 'must hold no hyphen or space and must not start with a digit'),
});
const updateSchema = z.strictObject({
  associationTypeId: z.int32(),
  label,
  inverseLabel: label.optional(),
});
export type NewLabel = z.infer<typeof createSchema>;

export function readNewLabel(call: Call): Checked<NewLabel> {
  return readJson(call, createSchema);
}

export function readLabelUpdate(call: Call): Checked<z.infer<typeof updateSchema>> {
  return readJson(call, updateSchema);
}

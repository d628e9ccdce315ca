// The fields of HubSpot's JSON bodies.
import * as v from 'valibot';
import { noArray } from '../../no-array.ts';

/** The `int32` of HubSpot's OpenAPI files. */
export const int32 = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(-(2 ** 31)),
  v.maxValue(2 ** 31 - 1),
);

/** An object of these fields. Each other one is refused by its name; a strict object names one. */
export function onlyFields<const Entries extends v.ObjectEntries>(entries: Entries) {
  const schema: v.GenericSchema<
    v.InferInput<v.ObjectSchema<Entries, undefined>>,
    v.InferOutput<v.ObjectSchema<Entries, undefined>>
  > = v.objectWithRest(entries, v.never());
  return noArray(schema);
}

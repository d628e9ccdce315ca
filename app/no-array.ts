// valibot takes an array for an object of which no field must be there.
import * as v from 'valibot';

/** `schema` for objects and records from outside, as JSON means them. */
export function noArray<Input extends object, Output>(
  schema: v.GenericSchema<Input, Output>,
): v.GenericSchema<Input, Output> {
  const isNoArray = (value: unknown): boolean => !Array.isArray(value);
  return v.pipe(
    v.custom<Input>(isNoArray, 'Invalid type: Expected Object but received Array'),
    schema,
  );
}

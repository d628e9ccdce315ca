// To valibot a list is an object too: `{}` and `[]` alike fit an object whose every field is optional.
import * as v from 'valibot';

/** Before an object or record of what others wrote: refuses the list that would pass for one. */
export const noList = v.pipe(
  v.unknown(),
  v.check((value) => !Array.isArray(value), 'is a list instead of an object'),
);

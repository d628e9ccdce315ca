// Numbers of records, portals, milliseconds: whole ones, as exact as JavaScript counts.
import * as v from 'valibot';

export const integer = v.pipe(v.number(), v.safeInteger());
export const nonNegativeInteger = v.pipe(integer, v.minValue(0));
export const positiveInteger = v.pipe(integer, v.minValue(1));

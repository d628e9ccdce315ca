// Whole numbers as they travel between panel and server.
import * as v from 'valibot';

/** A whole number that JSON holds exactly. */
export const integerSchema = v.pipe(v.number(), v.safeInteger());

/** 32 bits with a sign: HubSpot's `int32`. */
export const int32Schema = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(-(2 ** 31)),
  v.maxValue(2 ** 31 - 1),
);

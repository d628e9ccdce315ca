// The shape of one hubspot.fetch on its way: extension -> page -> host server, and back.
import * as v from 'valibot';
import { noArray } from '../no-array.ts';
import { integer } from '../whole-numbers.ts';

export const fetchCallSchema = v.strictObject({
  requestUri: v.string(),
  method: v.optional(v.string(), 'GET'),
  body: v.optional(v.unknown()),
  /** Milliseconds. */
  timeout: v.optional(v.number()),
  headers: v.optional(noArray(v.record(v.string(), v.string())), {}),
});

export const fetchAnswerSchema = v.object({
  status: v.pipe(integer, v.minValue(200), v.maxValue(599)),
  contentType: v.string(),
  body: v.string(),
});

/** A call as the page may send it. */
export type FetchCall = v.InferInput<typeof fetchCallSchema>;
export type FetchAnswer = v.InferOutput<typeof fetchAnswerSchema>;

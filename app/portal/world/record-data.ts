// What a portal knows of its records. Most records and links are made up from a pattern; only what
// somebody changed is kept, so that a million records cost nothing.
import * as v from 'valibot';
import { integer, nonNegativeInteger, positiveInteger } from '../../whole-numbers.ts';

/** As exact as the arithmetic of made-up links. */
export const mostRecords = 10_000_000;

export const recordCountSchema = v.pipe(nonNegativeInteger, v.maxValue(mostRecords));

export const recordIdSchema = positiveInteger;

/** How records of two object types are associated; the other direction follows from it. */
export const linkPatternSchema = v.strictObject({
  from: v.string(),
  to: v.string(),
  /** Associated to-records of an average from-record. */
  mean: v.pipe(v.number(), v.minValue(0), v.maxValue(1000)),
  /** Associated to-records of the record with the most; 0: none stands out. */
  heaviest: v.optional(v.pipe(nonNegativeInteger, v.maxValue(100_000)), 0),
  /** How many records stand out: the second has half of `heaviest`, the third a third … */
  heavyRecords: v.optional(v.pipe(nonNegativeInteger, v.maxValue(1000)), 5),
  /** The share of associations that carries any one label. */
  labelShare: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0.1),
});
export type LinkPattern = v.InferOutput<typeof linkPatternSchema>;

/** Records that came or went since the seed. */
export const recordChangesSchema = v.strictObject({
  objectTypeId: v.string(),
  created: v.array(recordIdSchema),
  archived: v.array(recordIdSchema),
});
export type RecordChanges = v.InferOutput<typeof recordChangesSchema>;

/** Two records whose association somebody changed: exactly these types, none for not at all. */
export const linkChangeSchema = v.strictObject({
  from: v.string(),
  to: v.string(),
  fromId: recordIdSchema,
  toId: recordIdSchema,
  types: v.array(v.strictObject({ category: v.string(), typeId: integer })),
});
export type LinkChange = v.InferOutput<typeof linkChangeSchema>;

// What a portal knows of its records. Most records and links are made up from a pattern; only what
// somebody changed is kept, so that a million records cost nothing.
import { z } from 'zod';

/** As exact as the arithmetic of made-up links. */
export const mostRecords = 10_000_000;

export const recordIdSchema = z.int().positive();

/** How records of two object types are associated; the other direction follows from it. */
export const linkPatternSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  /** Associated to-records of an average from-record. */
  mean: z.number().min(0).max(1000),
  /** Associated to-records of the record with the most; 0: none stands out. */
  heaviest: z.int().min(0).max(100_000).default(0),
  /** How many records stand out: the second has half of `heaviest`, the third a third … */
  heavyRecords: z.int().min(0).max(1000).default(5),
  /** The share of associations that carries any one label. */
  labelShare: z.number().min(0).max(1).default(0.1),
});
export type LinkPattern = z.infer<typeof linkPatternSchema>;

/** Records that came or went since the seed. */
export const recordChangesSchema = z.strictObject({
  objectTypeId: z.string(),
  created: z.array(recordIdSchema),
  archived: z.array(recordIdSchema),
});
export type RecordChanges = z.infer<typeof recordChangesSchema>;

/** Two records whose association somebody changed: exactly these types, none for not at all. */
export const linkChangeSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  fromId: recordIdSchema,
  toId: recordIdSchema,
  types: z.array(z.strictObject({ category: z.string(), typeId: z.int() })),
});
export type LinkChange = z.infer<typeof linkChangeSchema>;

// A setup: limits as a document that can be read, kept, compared and carried to another portal.
// Nothing in it is an id: type ids mean something else in every other portal.
import * as v from 'valibot';
import { integerSchema } from '../integer.ts';
import { categorySchema } from '../association.ts';
import { MAX_LIMIT, MIN_LIMIT } from '../limit.ts';

/** Most limits in one document: what is found for each must fit into hubspot.fetch's 1 MB. */
export const MAX_SETUP_LIMITS = 1_000;

/** Most characters of a pasted document; 1,000 limits need about 200,000. */
export const MAX_SETUP_TEXT = 400_000;

/** Longest name in a document, in UTF-16 units. How long HubSpot's may be, it does not document. */
export const MAX_ENTRY_NAME = 250;

export const entryNameSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_ENTRY_NAME));

export const setupEntrySchema = v.strictObject({
  /** The object type's internal name, such as "deal"; its name on the screen is understood too. */
  from: entryNameSchema,
  to: entryNameSchema,
  /** The label's internal name, which is the same in a portal and its sandbox; null: not known. */
  label: v.optional(v.nullable(entryNameSchema), null),
  /** The label as people read it. Neither this nor `label`: all associations of the direction. */
  labelText: v.optional(v.nullable(entryNameSchema), null),
  category: v.optional(v.nullable(categorySchema), null),
  limit: v.pipe(integerSchema, v.minValue(MIN_LIMIT), v.maxValue(MAX_LIMIT)),
});
export type SetupEntry = v.InferOutput<typeof setupEntrySchema>;

export const setupDocumentSchema = v.strictObject({
  $schema: v.optional(v.string()),
  version: v.literal(1),
  limits: v.pipe(v.array(setupEntrySchema), v.maxLength(MAX_SETUP_LIMITS)),
});
export type SetupDocument = v.InferOutput<typeof setupDocumentSchema>;

/** Where the server publishes the document's JSON Schema. */
export const SETUP_SCHEMA_PATH = '/setup.schema.json';

/** A document of these limits in the one order that keeps two documents comparable. */
export function setupOf(limits: readonly SetupEntry[], publicBaseUrl: string): SetupDocument {
  return {
    $schema: `${publicBaseUrl}${SETUP_SCHEMA_PATH}`,
    version: 1,
    limits: limits.map(inOrderOfKeys).sort(compareEntries),
  };
}

/** The document as JSON, one limit a line, so that a difference is a line. */
export function printJson(document: SetupDocument): string {
  const lines = document.limits.map((entry) => `    ${JSON.stringify(inOrderOfKeys(entry))}`);
  return [
    '{',
    ...(document.$schema === undefined
      ? []
      : [`  "$schema": ${JSON.stringify(document.$schema)},`]),
    `  "version": ${String(document.version)},`,
    ...(lines.length === 0 ? ['  "limits": []'] : ['  "limits": [', lines.join(',\n'), '  ]']),
    '}',
    '',
  ].join('\n');
}

const inOrderOfKeys = (entry: SetupEntry): SetupEntry => ({
  from: entry.from,
  to: entry.to,
  label: entry.label,
  labelText: entry.labelText,
  category: entry.category,
  limit: entry.limit,
});

/** Compared by character, not by language: the order must not depend on who exports. */
function compareEntries(one: SetupEntry, other: SetupEntry): number {
  const pairs: readonly (readonly [string, string])[] = [
    [one.from, other.from],
    [one.to, other.to],
    [one.label ?? '', other.label ?? ''],
    [one.labelText ?? '', other.labelText ?? ''],
    [one.category ?? '', other.category ?? ''],
  ];
  const difference = pairs.find(([mine, theirs]) => mine !== theirs);
  if (!difference) return one.limit - other.limit;
  return difference[0] < difference[1] ? -1 : 1;
}

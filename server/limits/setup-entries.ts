// A portal's limits as entries of a setup: everything by name, nothing by id.
import * as v from 'valibot';
import type { LabelRow, ObjectType } from '#domain/association.ts';
import { checkLimit, MAX_LIMIT, MIN_LIMIT } from '#domain/limit.ts';
import { numberText } from '#domain/limitText.ts';
import { nameInText } from '#domain/nameInText.ts';
import {
  MAX_SETUP_LIMITS,
  MAX_SETUP_TEXT,
  MAX_ENTRY_NAME,
  printJson,
  setupEntrySchema,
  setupOf,
  type SetupDocument,
  type SetupEntry,
} from '#domain/setup/document.ts';
import type { LabelDefinition } from '#domain/setup/label-names.ts';
import type { ExportedSetup, PortalDirection, PortalObject } from '#domain/setup/wire.ts';
import type { ApiFailure } from '../failure.ts';
import type { ObjectSchema } from '../hubspot/object-schemas.ts';

/** Schemas by object type id; null or missing: HubSpot did not tell it. */
export type Schemas = ReadonlyMap<string, ObjectSchema | null>;

/** An object type with its internal name, as far as HubSpot tells it. */
export const namedType = (
  { id, singular, plural }: ObjectType,
  schemas: Schemas,
): PortalObject => ({ id, name: schemas.get(id)?.name ?? null, singular, plural });

/** What HubSpot calls the labels of one direction. */
export const definitionsOf = (
  schemas: Schemas,
  from: string,
  to: string,
): readonly LabelDefinition[] =>
  (schemas.get(from)?.definitions ?? []).filter((type) => type.from === from && type.to === to);

/** What is exported, and what to do where it is too much. */
export interface Exported {
  readonly what: string;
  readonly instead: string;
}

/** Why these directions are more than one setup holds; null: they are not. */
export function tooManyLimits(
  directions: readonly { readonly rows: readonly LabelRow[] }[],
  { what, instead }: Exported,
): ApiFailure | null {
  const count = directions.flatMap(({ rows }) => rows.filter(mayBeHeld)).length;
  if (count <= MAX_SETUP_LIMITS) return null;
  return {
    code: 'cannot_export',
    message: `An export of ${what} would hold ${numberText(count)} limits; one setup holds at most ${numberText(MAX_SETUP_LIMITS)}. ${instead}`,
  };
}

/** Why nobody could bring this document in again; null: it is not too long for that. */
export function tooLong(document: SetupDocument, { what, instead }: Exported): ApiFailure | null {
  const { length } = printJson(document);
  if (length <= MAX_SETUP_TEXT) return null;
  return {
    code: 'cannot_export',
    message: `An export of ${what} would have ${numberText(length)} characters; a setup has at most ${numberText(MAX_SETUP_TEXT)}. ${instead}`,
  };
}

const mayBeHeld = ({ limit }: LabelRow): boolean => limit !== null && checkLimit(limit).ok;

/**
 * A setup of the limits that these directions hold, what of them no setup may hold, and which object
 * types it calls by their names on the screen.
 */
export function setupIn(
  directions: readonly PortalDirection[],
  objects: readonly PortalObject[],
  publicBaseUrl: string,
): Pick<ExportedSetup, 'document' | 'notes' | 'namedByText'> {
  const limits = directions.flatMap(limitsOf);
  const outside = limits.filter((limit) => !mayBeHeld(limit));
  const entries: SetupEntry[] = [];
  const named = new Set<string>();
  const unnamed: PortalLimit[] = [];
  for (const limit of limits.filter(mayBeHeld)) {
    const entry = entryOf(limit, objects);
    if (v.is(setupEntrySchema, entry)) {
      entries.push(entry);
      named.add(limit.from).add(limit.to);
    } else unnamed.push(limit);
  }
  return {
    document: setupOf(entries, publicBaseUrl),
    notes: [...leftOut(outside, objects, OUTSIDE), ...leftOut(unnamed, objects, UNNAMED)],
    namedByText: objects.flatMap(({ id, name, singular }) =>
      name === null && named.has(id) ? [singular] : [],
    ),
  };
}

type PortalLimit = Pick<PortalDirection, 'from' | 'to'> &
  PortalDirection['rows'][number] & { readonly limit: number };

const limitsOf = ({ from, to, rows }: PortalDirection): PortalLimit[] =>
  rows.flatMap((row) => (row.limit === null ? [] : [{ from, to, ...row, limit: row.limit }]));

function entryOf(
  { from, to, label, name, category, limit }: PortalLimit,
  objects: readonly PortalObject[],
): SetupEntry {
  const nameOf = (id: string): string => {
    const type = objects.find((one) => one.id === id);
    return type?.name ?? type?.singular ?? id;
  };
  return {
    from: nameOf(from),
    to: nameOf(to),
    label: label === null ? null : name,
    labelText: label,
    category,
    limit,
  };
}

/** Enough to see which they are; the others are counted. */
const MOST_NAMED = 20;

/** HubSpot's screen takes no such limit, but what its API takes is not documented. */
const OUTSIDE = {
  one: 'limit is',
  several: 'limits are',
  why: `outside what a setup may hold (${numberText(MIN_LIMIT)} to ${numberText(MAX_LIMIT)})`,
};

const UNNAMED = {
  one: 'limit has',
  several: 'limits have',
  why: `a name that a setup cannot hold (1 to ${String(MAX_ENTRY_NAME)} characters)`,
};

/** Names the limits that are not in an export, and why; nothing where all are. */
function leftOut(
  limits: readonly PortalLimit[],
  objects: readonly PortalObject[],
  { one, several, why }: typeof OUTSIDE,
): string[] {
  if (limits.length === 0) return [];
  const nameOf = (id: string): string =>
    nameInText(shortened(objects.find((type) => type.id === id)?.singular ?? id));
  const named = limits.slice(0, MOST_NAMED).map(({ from, to, label, limit }) => {
    const text =
      label === null ? 'all associations (no label)' : `“${nameInText(shortened(label))}”`;
    return `${nameOf(from)} → ${nameOf(to)}, ${text}: ${numberText(limit)}`;
  });
  const more = limits.length - named.length;
  const count = limits.length === 1 ? `1 ${one}` : `${numberText(limits.length)} ${several}`;
  const rest = more > 0 ? `; and ${numberText(more)} more` : '';
  return [`${count} ${why}. Not in this export: ${named.join('; ')}${rest}.`];
}

/** Enough of a name to know it by. */
const shortened = (name: string): string =>
  name.length <= 80 ? name : `${name.slice(0, 79).toWellFormed()}…`;

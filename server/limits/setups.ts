// Setups: what a portal holds as a document, and what it holds of the directions that a document
// names. Nothing is written here; a setup is applied as an ordinary plan.
import pLimit from 'p-limit';
import { directionText, type ObjectType } from '#domain/association.ts';
import { numberText } from '#domain/limitText.ts';
import { objectsNamed } from '#domain/setup/candidates.ts';
import { nameRows } from '#domain/setup/label-names.ts';
import {
  MAX_LOOK_UP_DIRECTIONS,
  type ExportedSetup,
  type PortalDirection,
  type PortalLimits,
  type PortalObject,
} from '#domain/setup/wire.ts';
import { failed, success, type Result } from '#domain/result.ts';
import type { ExportRequest, LookUpRequest } from '#domain/requests/setup.ts';
import { failureOf, type ApiFailure } from '../failure.ts';
import type { Associations } from '../hubspot/associations.ts';
import { INTERACTIVE } from '../hubspot/client.ts';
import type { HubSpotFailure } from '../hubspot/failure.ts';
import type { ObjectSchema } from '../hubspot/object-schemas.ts';
import type { PortalId } from '../ids.ts';
import type { ObjectTypeCatalogue } from '../portals/object-types.ts';
import type { Asker } from '../portals/asker.ts';
import { exportPortal, type ExportPortalParts } from './export-portal.ts';
import {
  definitionsOf,
  namedType,
  setupIn,
  tooLong,
  tooManyLimits,
  type Schemas,
} from './setup-entries.ts';

export interface Setups {
  /** The limits between chosen object types, or all of the portal, as a document. */
  export(asker: Asker, request: ExportRequest): Promise<Result<ExportedSetup, ApiFailure>>;
  /** What the portal holds of the directions that a document names. */
  lookUp(asker: Asker, pairs: LookUpRequest['pairs']): Promise<Result<PortalLimits, ApiFailure>>;
}

export interface SetupsParts extends ExportPortalParts {
  readonly associations: Pick<Associations, 'readDirection'>;
  readonly objectTypes: Pick<ObjectTypeCatalogue, 'list'>;
}

/** Reads at once; more would only wait for HubSpot's rate limit. */
const AT_ONCE = 6;

/** The setups of all portals; every call names its asker. */
export function createSetups(parts: SetupsParts): Setups {
  return {
    export: ({ portal }, request) =>
      'all' in request
        ? exportPortal(parts, portal)
        : exportTypes(parts, portal, new Set(request.types)),

    async lookUp(asker, pairs) {
      const types = await parts.objectTypes.list(asker.portal);
      if (!types.ok) return failed(failureOf(types.failure));
      const wanted = new Set(pairs.flatMap(({ from, to }) => [from, to]).map(folded));
      const named = await namedTypes(parts, asker.portal, types.value.objectTypes, wanted);
      if (!named.ok) return named;
      const typeOf = new Map(types.value.objectTypes.map((type) => [type.id, type]));
      const meant = (name: string): ObjectType[] =>
        objectsNamed(named.value, name).flatMap(({ id }) => typeOf.get(id) ?? []);
      const directions = pairs.flatMap((pair) =>
        meant(pair.from).flatMap((from) => meant(pair.to).map((to) => ({ from, to }))),
      );
      const distinct = [...new Map(directions.map((pair) => [pairText(pair), pair])).values()];
      if (distinct.length > MAX_LOOK_UP_DIRECTIONS) return failed(tooManyPairs(distinct.length));
      const involved = named.value.flatMap(({ id }) => typeOf.get(id) ?? []);
      return readPortal(parts, asker.portal, involved, distinct);
    },
  };
}

async function exportTypes(
  parts: SetupsParts,
  portal: PortalId,
  ids: ReadonlySet<string>,
): Promise<Result<ExportedSetup, ApiFailure>> {
  const chosen = await chosenTypes(parts, portal, ids);
  if (!chosen.ok) return chosen;
  const pairs = chosen.value.flatMap((from) => chosen.value.map((to) => ({ from, to })));
  const read = await readPortal(parts, portal, chosen.value, pairs);
  if (!read.ok) return read;
  const { directions, unread, objects } = read.value;
  const tooMany = tooManyLimits(directions, CHOSEN);
  if (tooMany) return failed(tooMany);
  const { document, notes, namedByText } = setupIn(directions, objects, parts.publicBaseUrl);
  const long = tooLong(document, CHOSEN);
  if (long) return failed(long);
  return success({
    document,
    notes,
    readAt: null,
    read: directions.length,
    unreadCount: unread.length,
    unread,
    namedByText,
  });
}

const CHOSEN = { what: 'these object types', instead: 'Choose fewer object types.' };

interface Pair {
  readonly from: ObjectType;
  readonly to: ObjectType;
}

const pairText = ({ from, to }: Pair): string => directionText({ from: from.id, to: to.id });

const tooManyPairs = (count: number): ApiFailure => ({
  code: 'too_many_directions',
  message: `These names mean ${numberText(count)} directions between objects; one look-up reads at most ${String(MAX_LOOK_UP_DIRECTIONS)}. Use internal names, which mean one object type each.`,
});

async function chosenTypes(
  parts: SetupsParts,
  portal: PortalId,
  ids: ReadonlySet<string>,
): Promise<Result<readonly ObjectType[], ApiFailure>> {
  const types = await parts.objectTypes.list(portal);
  if (!types.ok) return failed(failureOf(types.failure));
  const chosen = types.value.objectTypes.filter(({ id }) => ids.has(id));
  if (chosen.length === ids.size) return success(chosen);
  const message = 'This portal does not have one of the chosen object types. Load the page again.';
  return failed({ code: 'unknown_object_type', message });
}

/**
 * The object types with the internal names that are needed to find `wanted`, which are folded. What the
 * screen calls so is asked first, because in most portals that finds everything.
 */
async function namedTypes(
  parts: SetupsParts,
  portal: PortalId,
  types: readonly ObjectType[],
  wanted: ReadonlySet<string>,
): Promise<Result<readonly PortalObject[], ApiFailure>> {
  const looks = ({ singular, plural }: ObjectType): boolean =>
    [singular, plural].some((text) => wanted.has(folded(text)));
  const likely = await readNames(parts, portal, types.filter(looks));
  if (!likely.ok) return likely;
  const found = new Set(likely.value.map(({ name }) => name && folded(name)));
  if ([...wanted].every((name) => found.has(name))) return likely;
  const others = await readNames(
    parts,
    portal,
    types.filter((type) => !looks(type)),
  );
  return others.ok ? success([...likely.value, ...others.value]) : others;
}

/** The same for "Line item" and "line_item". */
const folded = (name: string): string => name.toLowerCase().replaceAll(/[\s_]+/gu, ' ');

async function readNames(
  parts: SetupsParts,
  portal: PortalId,
  types: readonly ObjectType[],
): Promise<Result<readonly PortalObject[], ApiFailure>> {
  const schemas = await readSchemas(parts, portal, types);
  return schemas.ok ? success(types.map((type) => namedType(type, schemas.value))) : schemas;
}

async function readSchemas(
  parts: SetupsParts,
  portal: PortalId,
  types: readonly ObjectType[],
): Promise<Result<Schemas, ApiFailure>> {
  const answers = await pLimit(AT_ONCE).map(types, async (type) => ({
    id: type.id,
    read: await parts.names.schema(portal, type),
  }));
  const schemas = new Map<string, ObjectSchema | null>();
  for (const { id, read } of answers) {
    if (!read.ok) return failed(failureOf(read.failure));
    schemas.set(id, read.value);
  }
  return success(schemas);
}

/** Reads directions. What HubSpot refuses is said to be unread; an outage fails the whole. */
async function readPortal(
  parts: SetupsParts,
  portal: PortalId,
  types: readonly ObjectType[],
  pairs: readonly Pair[],
): Promise<Result<PortalLimits, ApiFailure>> {
  const schemas = await readSchemas(parts, portal, types);
  if (!schemas.ok) return schemas;
  const answers = await pLimit(AT_ONCE).map(pairs, async (pair) => ({
    pair,
    rows: await parts.associations.readDirection(portal, pair.from.id, pair.to.id, INTERACTIVE),
  }));
  const directions: PortalDirection[] = [];
  const unread: PortalLimits['unread'] = [];
  for (const { pair, rows } of answers) {
    const { from, to } = { from: pair.from.id, to: pair.to.id };
    if (!rows.ok) {
      if (!isAboutDirection(rows.failure)) return failed(failureOf(rows.failure));
      unread.push({ from, to, why: failureOf(rows.failure).message });
      continue;
    }
    const named = nameRows(rows.value, definitionsOf(schemas.value, from, to));
    directions.push({ from, to, rows: [...named] });
  }
  const objects = types.map((type) => namedType(type, schemas.value));
  return success({ objects, directions, unread });
}

const isAboutDirection = ({ code }: HubSpotFailure): boolean =>
  code === 'refused' || code === 'missing_scope';

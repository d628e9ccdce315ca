// The whole portal as a document, from the stored overview: reading some hundred directions anew
// would take minutes, and hubspot.fetch waits 15 seconds. Only names are asked of HubSpot, and what
// it does not tell in time is named by its text.
import pLimit from 'p-limit';
import type { ObjectType } from '#domain/association.ts';
import { failed, success, type Result } from '#domain/result.ts';
import { nameRows } from '#domain/setup/label-names.ts';
import type { ExportedSetup } from '#domain/setup/wire.ts';
import type { Clock } from '../clock.ts';
import type { ApiFailure } from '../failure.ts';
import type { ObjectSchema } from '../hubspot/object-schemas.ts';
import type { PortalId } from '../ids.ts';
import type { ObjectNames } from '../portals/object-names.ts';
import type { KnownPortal, UnknownDirection } from '../storage/overview-limits.ts';
import {
  definitionsOf,
  namedType,
  setupIn,
  tooLong,
  tooManyLimits,
  type Schemas,
} from './setup-entries.ts';

export interface ExportPortalParts {
  /** The portal as last read; null: never. */
  readonly known: (portal: PortalId) => Promise<KnownPortal | null>;
  readonly names: ObjectNames;
  readonly clock: Clock;
  readonly publicBaseUrl: string;
}

const AT_ONCE = 6;

/** At HubSpot's usual pace some 90 object types; what is left of the 15 seconds is the answer's. */
const NAMES_WITHIN_MS = 9_000;

/** Every limit that the overview holds, and what it does not know. */
export async function exportPortal(
  parts: ExportPortalParts,
  portal: PortalId,
): Promise<Result<ExportedSetup, ApiFailure>> {
  const known = await parts.known(portal);
  if (!known || known.oldestReadAt === null) return failed(neverRead);
  const tooMany = tooManyLimits(known.directions, WHOLE);
  if (tooMany) return failed(tooMany);
  const involved = new Set(known.directions.flatMap(({ from, to }) => [from, to]));
  const types = known.types.filter(({ id }) => involved.has(id));
  const schemas = await schemasInTime(parts, portal, types);
  const objects = types.map((type) => namedType(type, schemas));
  const directions = known.directions.map(({ from, to, rows }) => ({
    ...{ from, to },
    rows: [...nameRows(rows, definitionsOf(schemas, from, to))],
  }));
  const { document, notes, namedByText } = setupIn(directions, objects, parts.publicBaseUrl);
  const long = tooLong(document, WHOLE);
  if (long) return failed(long);
  return success({
    document,
    readAt: new Date(known.oldestReadAt).toISOString(),
    read: known.read,
    unreadCount: known.unknownCount,
    unread: known.unknown.map(({ from, to, ...rest }) => ({ from, to, why: whyUnknown(rest) })),
    namedByText,
    notes: [...known.notes, ...notes],
  });
}

/** Whatever HubSpot tells within the time; names that come later are remembered for another try. */
async function schemasInTime(
  { names, clock }: ExportPortalParts,
  portal: PortalId,
  types: readonly ObjectType[],
): Promise<Schemas> {
  const schemas = new Map<string, ObjectSchema | null>();
  const stopAt = clock.now() + NAMES_WITHIN_MS;
  const reading = pLimit(AT_ONCE).map(types, async (type) => {
    if (clock.now() > stopAt) return;
    const read = await names.schema(portal, type);
    if (read.ok) schemas.set(type.id, read.value);
  });
  await Promise.race([reading, clock.sleep(NAMES_WITHIN_MS)]);
  return new Map(schemas);
}

function whyUnknown({ state, problem }: Pick<UnknownDirection, 'state' | 'problem'>): string {
  return state === 'unread' ? 'This direction was not read yet.' : (problem ?? 'It was not read.');
}

const neverRead: ApiFailure = {
  code: 'cannot_export',
  message:
    'Atmost has not read this portal yet. Open the Overview tab, read the portal, then export it.',
};

const WHOLE = {
  what: 'this portal',
  instead: 'Export chosen object types instead, one part after the other.',
};

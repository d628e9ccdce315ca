// GET …/objects/…/{objectType}: the records of an object type, page by page. No OpenAPI file of
// ours describes it; written from HubSpot's reference pages
// https://developers.hubspot.com/docs/api-reference/latest/crm/objects/custom-objects/get-custom-objects.md
// https://developers.hubspot.com/docs/api-reference/latest/crm/activities/postal-mail/get-postal-mail
// and, for limits up to 100 and the order by id, from what its clients do.
import { jsonAnswer, type Answer } from '../http/answer.ts';
import { scopesRefused } from '../http/gate.ts';
import { ok, refused, validationError, type Checked } from '../http/refusal.ts';
import type { ApiRoute, Call } from '../http/route.ts';
import { closedScopes, crmScopes } from '../http/scopes.ts';
import { objectTypeAt } from '../objects/object-types.ts';
import type { ObjectType } from '../world/world.ts';
import { createdAt, propertiesOf } from './record-properties.ts';
import { RecordSet } from './record-set.ts';

const mostPerPage = 100;
const defaultPerPage = 10;

const prefixes = [
  { version: '2026-03', prefix: '/crm/objects/2026-03' },
  { version: '2026-09', prefix: '/crm/objects/2026-09' },
  { version: 'v3', prefix: '/crm/v3/objects' },
];

export const listRecordsRoutes: readonly ApiRoute[] = prefixes.map(({ version, prefix }) => ({
  access: 'token',
  method: 'GET',
  path: `${prefix}/{objectType}`,
  scopes: crmScopes(version),
  // Without a file that says otherwise, it counts in the ten-second window.
  exempt: false,
  handle: listRecords,
}));

interface Asked {
  readonly limit: number;
  readonly after: number;
  readonly archived: boolean;
  readonly properties: readonly string[] | null;
}

function listRecords(call: Call): Answer {
  const found = objectTypeAt(call, 'objectType');
  if (found.kind === 'refused') return found.answer;
  const type = found.value;
  const closed = closedScopes(call.token.scopes, type.objectTypeId, 'read');
  if (closed !== undefined) return scopesRefused(call, closed);
  const asked = askedOf(call);
  if (asked.kind === 'refused') return asked.answer;
  const { limit, after, archived, properties } = asked.value;
  const records = new RecordSet(call.account, type);
  // One more than asked tells whether there is a next page.
  const ids = archived
    ? records.archivedAfter(after, limit + 1)
    : records.idsAfter(after, limit + 1);
  const page = ids.slice(0, limit);
  const results = page.map((id) => recordRow(type, id, archived, properties));
  const last = page.at(-1);
  if (ids.length <= limit || last === undefined) return jsonAnswer(200, { results });
  return jsonAnswer(200, { results, paging: { next: nextPage(call, last) } });
}

function askedOf(call: Call): Checked<Asked> {
  const { query } = call;
  const limit = query.get('limit') ?? String(defaultPerPage);
  const after = query.get('after') ?? '0';
  const archived = query.get('archived') ?? 'false';
  if (!/^\d{1,4}$/u.test(limit) || Number(limit) < 1 || Number(limit) > mostPerPage) {
    return refuse(call, 'limit', `limit must be between 1 and ${mostPerPage}, received ${limit}`);
  }
  if (!/^\d{1,15}$/u.test(after)) return refuse(call, 'after', `after is no cursor: ${after}`);
  if (archived !== 'true' && archived !== 'false') {
    return refuse(call, 'archived', `archived must be true or false, received ${archived}`);
  }
  // Answering without them would look like records that have none.
  const notPlayed = ['associations', 'propertiesWithHistory'].find((name) => query.has(name));
  if (notPlayed !== undefined) {
    return refuse(call, notPlayed, `The emulated portal does not play ${notPlayed}`);
  }
  const properties = query.getAll('properties').flatMap((names) => names.split(','));
  return ok({
    limit: Number(limit),
    after: Number(after),
    archived: archived === 'true',
    properties: properties.length === 0 ? null : properties,
  });
}

function refuse(call: Call, name: string, message: string): Checked<Asked> {
  const errors = [{ message, in: name }];
  return refused(validationError(call.correlationId, message, { errors }));
}

function recordRow(
  type: ObjectType,
  id: number,
  archived: boolean,
  properties: readonly string[] | null,
): Record<string, unknown> {
  const at = createdAt(id);
  return {
    id: String(id),
    properties: propertiesOf(type, id, properties),
    createdAt: at,
    updatedAt: at,
    archived,
    ...(archived ? { archivedAt: at } : {}),
  };
}

function nextPage(call: Call, last: number): { after: string; link: string } {
  const query = new URLSearchParams(call.query);
  query.set('after', String(last));
  return {
    after: String(last),
    link: `https://api.hubapi.com${call.path}?${query.toString()}`,
  };
}

// The documented requests about limits, for each version, good and bad.
import type { DocumentedRequest } from './documented-request.ts';

export const deals = { fromObjectType: '0-3', toObjectType: '0-2' };
export const nowhere = { fromObjectType: '0-3', toObjectType: 'starships' };
const good = { category: 'HUBSPOT_DEFINED', typeId: 341, maxToObjectIds: 9 };
const better = { category: 'USER_DEFINED', typeId: 58, maxToObjectIds: 2 };
const bad = { category: 'USER_DEFINED', typeId: 341, maxToObjectIds: 9 };
const inputs =
  (...items: readonly object[]) =>
  () => ({ json: { inputs: items } });
const specs = (...items: readonly { category: string; typeId: number }[]) =>
  inputs(...items.map(({ category, typeId }) => ({ category, typeId })));

export interface AssociationVersion {
  readonly prefix: string;
  readonly created: number;
  readonly partly: number;
  readonly purged: number;
  readonly purgePartly: number;
}

/** What each file declares; a 204 purge cannot carry item errors, so v4 refuses as a whole. */
export const associationVersions: readonly AssociationVersion[] = [
  { prefix: '/crm/associations/2026-03', created: 201, partly: 207, purged: 200, purgePartly: 200 },
  { prefix: '/crm/associations/2026-09', created: 200, partly: 200, purged: 200, purgePartly: 200 },
  { prefix: '/crm/associations/v4', created: 201, partly: 207, purged: 204, purgePartly: 400 },
  { prefix: '/crm/v4/associations', created: 201, partly: 207, purged: 204, purgePartly: 400 },
];

export function limitRequests({
  prefix,
  created,
  partly,
  purged,
  purgePartly,
}: AssociationVersion): DocumentedRequest[] {
  const pair = `${prefix}/definitions/configurations/{fromObjectType}/{toObjectType}`;
  const post = (
    kind: string,
    title: string,
    status: number,
    sent: DocumentedRequest['sent'],
    at = deals,
  ): DocumentedRequest => ({
    title: `${kind}: ${title}`,
    method: 'POST',
    path: `${pair}/batch/${kind}`,
    at,
    status,
    ...(sent === undefined ? {} : { sent }),
  });
  const wrongForms = (kind: string): DocumentedRequest[] => [
    post(kind, 'not JSON', 400, () => ({
      body: '{"inputs":',
      headers: { 'content-type': 'application/json' },
    })),
    post(kind, 'another content type', 415, () => ({
      body: 'inputs',
      headers: { 'content-type': 'text/plain' },
    })),
    post(kind, 'no inputs', 400, () => ({ json: {} })),
    post(kind, 'empty inputs', 400, inputs()),
    post(kind, 'missing fields', 400, inputs({ category: 'USER_DEFINED' })),
    post(kind, 'unknown field', 400, inputs({ ...good, colour: 'red' })),
    post(kind, 'unknown object type', 400, inputs(good), nowhere),
    post(
      kind,
      'the same type twice',
      400,
      kind === 'purge' ? specs(good, good) : inputs(good, good),
    ),
  ];
  return [
    {
      title: 'all limits',
      method: 'GET',
      path: `${prefix}/definitions/configurations/all`,
      status: 200,
    },
    { title: 'limits of a direction', method: 'GET', path: pair, at: deals, status: 200 },
    { title: 'limits of an unknown object', method: 'GET', path: pair, at: nowhere, status: 400 },
    post('create', 'all good', created, inputs(good, better)),
    post('create', 'one of two wrong', partly, inputs({ ...good, maxToObjectIds: 8 }, bad)),
    post('create', 'all wrong', partly, inputs(bad)),
    post('update', 'all good', 200, inputs({ ...good, maxToObjectIds: 7 })),
    post('update', 'one of two wrong', partly, inputs(better, bad)),
    post('update', 'all wrong', partly, inputs(bad)),
    post('purge', 'all good', purged, specs(good)),
    post('purge', 'without a limit', purged, specs(good)),
    post('purge', 'one of two wrong', purgePartly, specs(better, bad)),
    ...['create', 'update', 'purge'].flatMap(wrongForms),
    post('create', 'a fraction', 400, inputs({ ...good, maxToObjectIds: 1.5 })),
    post('create', 'an unknown category', 400, inputs({ ...good, category: 'MINE' })),
    post('update', 'a limit beyond int32', 400, inputs({ ...good, maxToObjectIds: 2 ** 31 })),
    post('update', 'a limit of zero', partly, inputs({ ...good, maxToObjectIds: 0 })),
  ];
}

// The documented batch reads of associations, for each version, good and bad.
import { nowhere } from './documented-limits.ts';
import type { DocumentedRequest } from './documented-request.ts';
import { busy, lonely } from './records.ts';

const contacts = { fromObjectType: '0-1', toObjectType: '0-2' };

/** What each file declares; the one of 2026-09 has no 207. */
const versions = [
  { prefix: '/crm/associations/2026-03', partly: 207 },
  { prefix: '/crm/associations/2026-09', partly: 200 },
  { prefix: '/crm/v4/associations', partly: 207 },
];

const some = { id: String(busy('0-1', '0-2')) };
const none = { id: String(lonely('0-1', '0-2')) };

export const readRequests: readonly DocumentedRequest[] = versions.flatMap(({ prefix, partly }) => {
  const path = `${prefix}/{fromObjectType}/{toObjectType}/batch/read`;
  const read = (
    title: string,
    status: number,
    inputs: unknown,
    at = contacts,
  ): DocumentedRequest => ({
    title,
    method: 'POST',
    path,
    at,
    status,
    sent: () => ({ json: { inputs } }),
  });
  return [
    read('associations of a record', 200, [some]),
    read('associations of records with and without', partly, [some, none]),
    read('associations of an unknown record', partly, [{ id: '999999999' }]),
    read('a cursor of nothing', 400, [{ ...some, after: 'red' }]),
    read('no inputs', 400, []),
    read('1001 inputs', 400, Array<object>(1001).fill(some)),
    read('an input with a number', 400, [{ id: 5 }]),
    read('associations with an unknown object', 400, [some], nowhere),
  ];
});

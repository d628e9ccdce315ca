// Shorthand for calls about records in tests, and what the default seed's first portal holds.
import * as v from 'valibot';
import { LinkedRecords } from '../../app/portal/records/linked-records.ts';
import { RecordSet } from '../../app/portal/records/record-set.ts';
import { chooseWorld } from '../../app/portal/world/choose-world.ts';
import type { Account, ObjectType } from '../../app/portal/world/world.ts';
import type { Reply, TestPortal } from './hubspot.ts';

const listSchema = v.looseObject({
  results: v.array(v.looseObject({ id: v.string() })),
  paging: v.optional(v.looseObject({ next: v.looseObject({ after: v.string() }) })),
});
const linksSchema = v.looseObject({
  results: v.array(
    v.looseObject({
      from: v.looseObject({ id: v.string() }),
      to: v.array(
        v.looseObject({
          toObjectId: v.union([v.string(), v.number()]),
          associationTypes: v.array(v.looseObject({ category: v.string(), typeId: v.number() })),
        }),
      ),
      paging: v.optional(v.looseObject({ next: v.looseObject({ after: v.string() }) })),
    }),
  ),
});
export type LinksAnswer = v.InferOutput<typeof linksSchema>;

export interface LinkInput {
  readonly id: string;
  readonly after?: string;
}

export async function readLinks(
  portal: TestPortal,
  token: string,
  pair: string,
  inputs: readonly LinkInput[],
): Promise<Reply> {
  const path = `/crm/associations/2026-03/${pair}/batch/read`;
  return await portal.call('POST', path, { token, json: { inputs } });
}

export function linksIn(reply: Reply): LinksAnswer['results'] {
  return v.parse(linksSchema, reply.json).results;
}

/** All ids of a list, page by page; `between` runs after each page. */
export async function listIds(
  portal: TestPortal,
  token: string,
  objectType: string,
  between: (ids: readonly string[]) => Promise<void> = () => Promise.resolve(),
): Promise<string[]> {
  const ids: string[] = [];
  let after: string | undefined = '0';
  while (after !== undefined) {
    const path: string = `/crm/objects/2026-03/${objectType}?limit=100&after=${after}`;
    const page = v.parse(listSchema, (await portal.call('GET', path, { token })).json);
    ids.push(...page.results.map(({ id }) => id));
    after = page.paging?.next.after;
    await between(ids);
  }
  return ids;
}

/** The seed's first portal, for what a test must know before it calls. */
export function seedAccount(): Account {
  const [account] = chooseWorld({}).accounts;
  if (account === undefined) throw new TypeError('a seed without portals');
  return account;
}

export function typeIn(account: Account, objectTypeId: string): ObjectType {
  const type = account.objectTypes.find((one) => one.objectTypeId === objectTypeId);
  if (type === undefined) throw new TypeError(`no object type ${objectTypeId}`);
  return type;
}

export function madeOf(objectTypeId: string): RecordSet {
  const account = seedAccount();
  return new RecordSet(account, typeIn(account, objectTypeId));
}

/** The seed's first record with, and the first without associations in a direction. */
export const busy = (from: string, to: string): number => first(from, to, true);
export const lonely = (from: string, to: string): number => first(from, to, false);

function first(from: string, to: string, linked: boolean): number {
  const account = seedAccount();
  const direction = new LinkedRecords(account, typeIn(account, from), typeIn(account, to));
  const found = direction.from
    .idsAfter(0, 1000)
    .find((id) => direction.of(id).length > 0 === linked);
  if (found === undefined) throw new TypeError('no such record among the first thousand');
  return found;
}

// /_portal/associations and /_portal/distribution: how records are associated, single associations
// that come and go, and the truth to compare a scan with.
import express, { type Response, type Router } from 'express';
import * as v from 'valibot';
import type { Memory } from '../memory.ts';
import { findObjectType } from '../objects/object-types.ts';
import { distributionOf } from '../records/distribution.ts';
import { linkPatternOf } from '../records/linked-records.ts';
import { RecordSet } from '../records/record-set.ts';
import { integer } from '../../whole-numbers.ts';
import { linkChangeSchema, linkPatternSchema, type LinkChange } from '../world/record-data.ts';
import {
  accountOf,
  directionOf,
  type Account,
  type AssociationType,
  type ObjectType,
} from '../world/world.ts';
import { readBody, readValue, refuse, unknown } from './problem.ts';

const patternBody = v.strictObject({ ...linkPatternSchema.entries, portalId: integer });
const unlinkBody = v.strictObject({
  ...v.omit(linkChangeSchema, ['types']).entries,
  portalId: integer,
});
/** Without types the two records get the unlabelled type, or the first where there is none. */
const linkBody = v.strictObject({
  ...unlinkBody.entries,
  types: v.optional(v.pipe(linkChangeSchema.entries.types, v.minLength(1))),
});
const numberText = v.pipe(v.string(), v.toNumber(), v.finite());
const distributionQuery = v.strictObject({
  portalId: numberText,
  from: v.string(),
  to: v.string(),
  above: v.optional(numberText),
});

interface NamedPair {
  readonly portalId: number;
  readonly from: string;
  readonly to: string;
}

interface Pair {
  readonly account: Account;
  readonly from: ObjectType;
  readonly to: ObjectType;
  /** The types of the direction; at least one. */
  readonly rows: readonly AssociationType[];
}

export function linkControls(memory: Memory): Router {
  const router = express.Router();
  router.put('/associations', (request, response) => {
    const body = readBody(request, response, patternBody);
    const pair = pairIn(memory, response, body);
    if (pair === undefined || body === undefined) return;
    const { account, from, to } = pair;
    const pattern = v.parse(v.object(linkPatternSchema.entries), {
      ...body,
      from: from.objectTypeId,
      to: to.objectTypeId,
    });
    const earlier = linkPatternOf(account, pattern.from, pattern.to);
    account.linkPatterns = account.linkPatterns.filter((one) => one !== earlier).concat(pattern);
    memory.changed();
    response.json(pattern);
  });
  router.post('/associations', (request, response) => {
    const body = readBody(request, response, linkBody);
    const pair = pairIn(memory, response, body);
    if (pair === undefined || body === undefined) return;
    const types = body.types ?? defaultTypes(pair.rows);
    const missing = types.find((type) => !pair.rows.some((row) => isSame(row, type)));
    if (missing !== undefined) {
      unknown(response, `${missing.category} ${missing.typeId} from ${body.from} to ${body.to}`);
      return;
    }
    if (!change(pair, response, body, types)) return;
    memory.changed();
    response.status(201).json({ types });
  });
  router.delete('/associations', (request, response) => {
    const body = readBody(request, response, unlinkBody);
    const pair = pairIn(memory, response, body);
    if (pair === undefined || body === undefined) return;
    if (!change(pair, response, body, [])) return;
    memory.changed();
    response.status(204).end();
  });
  router.get('/distribution', (request, response) => {
    const query = readValue(request.query, response, distributionQuery);
    const pair = pairIn(memory, response, query);
    if (pair === undefined || query === undefined) return;
    response.json(distributionOf(pair.account, pair.from, pair.to, query.above));
  });
  return router;
}

function pairIn(memory: Memory, response: Response, body: NamedPair | undefined): Pair | undefined {
  if (body === undefined) return undefined;
  const account = accountOf(memory.world, body.portalId);
  const from = account && findObjectType(account, body.from);
  const to = account && findObjectType(account, body.to);
  if (account !== undefined && from !== undefined && to !== undefined) {
    const rows = directionOf(account, from.objectTypeId, to.objectTypeId);
    if (rows.length > 0) return { account, from, to, rows };
  }
  unknown(response, `association type from ${body.from} to ${body.to} in portal ${body.portalId}`);
  return undefined;
}

/** Keeps the two records' associations as `types`; false after a refusal was sent. */
function change(
  { account, from, to }: Pair,
  response: Response,
  { fromId, toId }: { readonly fromId: number; readonly toId: number },
  types: LinkChange['types'],
): boolean {
  const ends = [[from, fromId] as const, [to, toId] as const];
  const missing = ends.find(([type, id]) => !new RecordSet(account, type).has(id));
  if (missing !== undefined) {
    unknown(response, `${missing[0].name} ${missing[1]}`);
    return false;
  }
  if (from === to && fromId === toId) {
    refuse(response, 'A record is not associated with itself.');
    return false;
  }
  const [start, end] = [from.objectTypeId, to.objectTypeId];
  const added = { from: start, to: end, fromId, toId, types };
  account.linkChanges = account.linkChanges.filter((one) => !joinsSame(one, added)).concat(added);
  return true;
}

function joinsSame(one: LinkChange, other: LinkChange): boolean {
  const ends = ({ from, to, fromId, toId }: LinkChange): string[] => [
    `${from} ${fromId}`,
    `${to} ${toId}`,
  ];
  return ends(one).sort().join() === ends(other).sort().join();
}

function defaultTypes(rows: readonly AssociationType[]): LinkChange['types'] {
  const unlabelled = rows.filter((row) => row.label === null);
  const chosen = unlabelled.length > 0 ? unlabelled : rows.slice(0, 1);
  return chosen.map(({ category, typeId }) => ({ category, typeId }));
}

function isSame(row: AssociationType, type: LinkChange['types'][number]): boolean {
  return row.category === type.category && row.typeId === type.typeId;
}

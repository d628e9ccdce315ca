// /_portal/records: how many records an object type has, and records that come and go.
import express, { type Response, type Router } from 'express';
import * as v from 'valibot';
import type { Memory } from '../memory.ts';
import { findObjectType } from '../objects/object-types.ts';
import { RecordSet } from '../records/record-set.ts';
import { integer } from '../../whole-numbers.ts';
import { recordCountSchema, recordIdSchema, type RecordChanges } from '../world/record-data.ts';
import { accountOf, type Account, type ObjectType } from '../world/world.ts';
import { readBody, refuse, unknown } from './problem.ts';

const typeBody = v.strictObject({ portalId: integer, objectType: v.string() });
const countBody = v.strictObject({ ...typeBody.entries, count: recordCountSchema });
const createBody = v.strictObject({ ...typeBody.entries, id: v.optional(recordIdSchema) });
const archiveBody = v.strictObject({ ...typeBody.entries, id: recordIdSchema });

export function recordControls(memory: Memory): Router {
  const router = express.Router();
  router.put('/records', (request, response) => {
    const body = readBody(request, response, countBody);
    const found = typeIn(memory, response, body);
    if (found === undefined || body === undefined) return;
    const { account, type } = found;
    type.records = body.count;
    account.recordChanges = account.recordChanges.filter(
      (one) => one.objectTypeId !== type.objectTypeId,
    );
    memory.changed();
    response.json({ objectTypeId: type.objectTypeId, records: type.records });
  });
  router.post('/records', (request, response) => {
    const body = readBody(request, response, createBody);
    const found = typeIn(memory, response, body);
    if (found === undefined || body === undefined) return;
    const { account, type } = found;
    const records = new RecordSet(account, type);
    const id = body.id ?? records.nextId();
    if (records.has(id) || records.isArchived(id)) {
      refuse(response, `${type.singular} ${id} is there already, or was.`);
      return;
    }
    changesOf(account, type).created.push(id);
    type.records += 1;
    memory.changed();
    response.status(201).json({ id: String(id) });
  });
  router.delete('/records', (request, response) => {
    const body = readBody(request, response, archiveBody);
    const found = typeIn(memory, response, body);
    if (found === undefined || body === undefined) return;
    const { account, type } = found;
    if (!new RecordSet(account, type).has(body.id)) {
      unknown(response, `${type.name} ${body.id}`);
      return;
    }
    changesOf(account, type).archived.push(body.id);
    type.records -= 1;
    memory.changed();
    response.status(204).end();
  });
  return router;
}

function typeIn(
  memory: Memory,
  response: Response,
  body: v.InferOutput<typeof typeBody> | undefined,
): { account: Account; type: ObjectType } | undefined {
  if (body === undefined) return undefined;
  const account = accountOf(memory.world, body.portalId);
  const type = account && findObjectType(account, body.objectType);
  if (account !== undefined && type !== undefined) return { account, type };
  unknown(response, `object type ${body.objectType} in portal ${body.portalId}`);
  return undefined;
}

function changesOf(account: Account, { objectTypeId }: ObjectType): RecordChanges {
  const known = account.recordChanges.find((one) => one.objectTypeId === objectTypeId);
  if (known !== undefined) return known;
  const changes: RecordChanges = { objectTypeId, created: [], archived: [] };
  account.recordChanges.push(changes);
  return changes;
}

// What people do on HubSpot's own screens: uninstall, change a limit, change a user's rights; and
// the clock's work on tokens.
import express, { type Response, type Router } from 'express';
import * as v from 'valibot';
import { noArray } from '../../no-array.ts';
import { uninstallFrom } from '../account/uninstall.ts';
import { setOutside } from '../associations/set-outside.ts';
import type { Memory } from '../memory.ts';
import { expireAccessTokens } from '../oauth/grants.ts';
import { findUser } from '../session.ts';
import { integer, positiveInteger } from '../../whole-numbers.ts';
import { accountOf, categorySchema, directionOf, type Account } from '../world/world.ts';
import { readBody, refuse, unknown } from './problem.ts';

const portalBody = v.strictObject({ portalId: integer });
const rightsBody = noArray(
  v.strictObject({
    superAdmin: v.optional(v.boolean()),
    marketplaceAccess: v.optional(v.boolean()),
  }),
);
const limitBody = v.strictObject({
  portalId: integer,
  from: v.string(),
  to: v.string(),
  category: categorySchema,
  typeId: integer,
  max: v.nullable(positiveInteger),
  by: v.optional(v.picklist(['screen', 'app']), 'screen'),
});

export function accountControls(memory: Memory): Router {
  const router = express.Router();
  router.post('/uninstall', (request, response) => {
    const account = accountIn(memory, response, readBody(request, response, portalBody));
    if (account === undefined) return;
    uninstallFrom(memory, account);
    response.status(204).end();
  });
  router.post('/tokens/expire', (request, response) => {
    const account = accountIn(memory, response, readBody(request, response, portalBody));
    if (account === undefined) return;
    const expired = expireAccessTokens(memory.grants, account.portalId, memory.now());
    memory.changed();
    response.json({ expired });
  });
  router.post('/limits', (request, response) => {
    const body = readBody(request, response, limitBody);
    const account = accountIn(memory, response, body);
    if (account === undefined || body === undefined) return;
    const row = directionOf(account, body.from, body.to).find(
      (one) => one.category === body.category && one.typeId === body.typeId,
    );
    if (row === undefined) {
      unknown(response, `${body.category} ${body.typeId} from ${body.from} to ${body.to}`);
      return;
    }
    const place = { memory, account, now: memory.now() };
    const breach = setOutside(place, { row, limit: body.max }, body.by);
    if (breach === undefined) response.json(row);
    else refuse(response, `HubSpot refuses this. ${breach.message}`);
  });
  router.put('/users/:portalId/:userId', (request, response) => {
    const { portalId, userId } = request.params;
    const found = findUser(memory.world, Number(portalId), Number(userId));
    if (found === undefined) {
      unknown(response, `user ${userId} in portal ${portalId}`);
      return;
    }
    const body = readBody(request, response, rightsBody);
    if (body === undefined) return;
    const { superAdmin, marketplaceAccess } = body;
    if (superAdmin !== undefined) found.user.superAdmin = superAdmin;
    if (marketplaceAccess !== undefined) found.user.marketplaceAccess = marketplaceAccess;
    memory.changed();
    response.json(found.user);
  });
  return router;
}

function accountIn(
  memory: Memory,
  response: Response,
  body: { portalId: number } | undefined,
): Account | undefined {
  if (body === undefined) return undefined;
  const account = accountOf(memory.world, body.portalId);
  if (account === undefined) unknown(response, `portal ${body.portalId}`);
  return account;
}

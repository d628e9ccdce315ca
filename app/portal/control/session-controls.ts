// /_portal/session and /_portal/portals: who is signed in, and who could be.
import express, { type Router } from 'express';
import * as v from 'valibot';
import type { Memory } from '../memory.ts';
import { findUser, sessionCookie, sessionOf, signedIn } from '../session.ts';
import { integer } from '../../whole-numbers.ts';
import { readBody, unknown } from './problem.ts';

const sessionBody = v.strictObject({ portalId: integer, userId: integer });

export function sessionControls(memory: Memory): Router {
  const router = express.Router();
  router.get('/session', (request, response) => {
    response.json(sessionOf(signedIn(memory.world, request.headers.cookie ?? '')));
  });
  router.put('/session', (request, response) => {
    const body = readBody(request, response, sessionBody);
    if (body === undefined) return;
    const user = findUser(memory.world, body.portalId, body.userId);
    if (user === undefined) {
      unknown(response, `user ${body.userId} in portal ${body.portalId}`);
      return;
    }
    response.setHeader('set-cookie', sessionCookie(user));
    response.json(sessionOf(user));
  });
  router.get('/portals', (_request, response) => {
    response.json(
      memory.world.accounts.map(
        ({ portalId, accountName, accountType, hubDomain, users, install }) => ({
          portalId,
          accountName,
          accountType,
          hubDomain,
          users,
          installed: install !== null,
          install,
        }),
      ),
    );
  });
  return router;
}

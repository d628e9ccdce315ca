// Everything under /_portal/: how tests and the developer menu look into the portal and steer it.
import express, { type Router } from 'express';
import { startOver, type Memory } from '../memory.ts';
import { seedSchema, worldFromSeed } from '../world/seed.ts';
import type { World } from '../world/world.ts';
import { accountControls } from './account-controls.ts';
import { queuedFaultSchema } from './faults.ts';
import { linkControls } from './link-controls.ts';
import { readBody, unreadableBody } from './problem.ts';
import { recordControls } from './record-controls.ts';
import { scenarioControls } from './scenario-controls.ts';
import { sessionControls } from './session-controls.ts';

/** `freshWorld` makes the world that a reset returns to. */
export function controlRouter(memory: Memory, freshWorld: () => World): Router {
  const router = express.Router();
  router.use(express.json({ limit: '20mb' }));
  router.use(scenarioControls(memory));
  router.use(sessionControls(memory));
  router.use(accountControls(memory));
  router.use(recordControls(memory));
  router.use(linkControls(memory));

  router.post('/faults', (request, response) => {
    const fault = readBody(request, response, queuedFaultSchema);
    if (fault === undefined) return;
    memory.faults.push(fault);
    response.status(201).json({ queued: memory.faults });
  });
  router.get('/faults', (_request, response) => {
    response.json({ queued: memory.faults });
  });
  router.delete('/faults', (_request, response) => {
    memory.faults = [];
    response.status(204).end();
  });

  router.get('/calls', (_request, response) => {
    response.json(memory.calls.view());
  });
  router.get('/limit-writes', (_request, response) => {
    response.json(memory.limitWrites.view());
  });
  router.delete('/calls', (_request, response) => {
    memory.calls.clear();
    memory.limitWrites.clear();
    response.status(204).end();
  });

  router.get('/state', (_request, response) => {
    response.json(stateOf(memory));
  });
  router.post('/reset', (_request, response) => {
    startOver(memory, freshWorld());
    response.status(204).end();
  });
  router.put('/seed', (request, response) => {
    const seed = readBody(request, response, seedSchema);
    if (seed === undefined) return;
    startOver(memory, worldFromSeed(seed));
    response.status(204).end();
  });
  router.use(unreadableBody);
  return router;
}

/** The whole state; of tokens only how many there are. */
function stateOf(memory: Memory): Record<string, unknown> {
  const { grants, now } = memory;
  return {
    accounts: memory.world.accounts,
    grants: {
      codes: grants.codes.length,
      accessTokens: grants.accessTokens.filter((token) => token.expiresAt > now()).length,
      refreshTokens: grants.refreshTokens.length,
    },
    scenarios: memory.scenarios,
    settings: memory.settings,
    faults: memory.faults,
  };
}

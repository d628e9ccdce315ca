// /_portal/scenarios and /_portal/settings: the switches.
import express, { type Response, type Router } from 'express';
import * as v from 'valibot';
import { noArray } from '../../no-array.ts';
import { settingsSchema, type Memory } from '../memory.ts';
import { readBody, unknown } from './problem.ts';
import { isScenarioName, scenariosSchema, scenarioTable } from './scenarios.ts';

const settingsBody = noArray(
  v.strictObject({
    ...v.partial(settingsSchema).entries,
    limitCallsExempt: v.optional(v.boolean()),
  }),
);

export function scenarioControls(memory: Memory): Router {
  const router = express.Router();
  router.get('/scenarios', (_request, response) => {
    response.json(listOf(memory));
  });
  router.put('/scenarios/:name', (request, response) => {
    const { name } = request.params;
    if (!isScenarioName(name)) {
      unknown(response, `scenario ${name}`);
      return;
    }
    const body = readBody(
      request,
      response,
      v.strictObject({ value: v.picklist(scenarioTable[name].values) }),
    );
    if (body === undefined) return;
    memory.scenarios = v.parse(scenariosSchema, { ...memory.scenarios, [name]: body.value });
    memory.changed();
    response.json({ name, value: body.value });
  });
  router.get('/settings', (_request, response) => {
    sendSettings(memory, response);
  });
  router.put('/settings', (request, response) => {
    const body = readBody(request, response, settingsBody);
    if (body === undefined) return;
    const { rateLimit, latencyMs, timeScale, limitCallsExempt } = body;
    if (rateLimit !== undefined) memory.settings.rateLimit = rateLimit;
    if (latencyMs !== undefined) memory.settings.latencyMs = latencyMs;
    if (timeScale !== undefined) memory.settings.timeScale = timeScale;
    if (limitCallsExempt !== undefined) {
      memory.scenarios.limitCallsExempt = limitCallsExempt ? 'yes' : 'no';
    }
    memory.changed();
    sendSettings(memory, response);
  });
  return router;
}

function listOf(memory: Memory): Record<string, unknown>[] {
  const current: Readonly<Record<string, string>> = memory.scenarios;
  return Object.entries(scenarioTable).map(([name, definition]) => ({
    name,
    ...definition,
    value: current[name],
  }));
}

function sendSettings({ settings, scenarios }: Memory, response: Response): void {
  response.json({ ...settings, limitCallsExempt: scenarios.limitCallsExempt === 'yes' });
}

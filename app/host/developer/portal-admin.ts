// The requests of the developer menu to the emulated portal (/_portal) and to the fetch proxy.
import { z } from 'zod';
import { ask } from '../engine/page-fetch.ts';
import { hostPaths, sessionSchema, type Session } from '../page-data.ts';

const portalSchema = z.object({
  portalId: z.number(),
  accountName: z.string(),
  installed: z.boolean(),
  users: z.array(sessionSchema.shape.user),
});

const scenarioSchema = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  values: z.array(z.string()),
  value: z.string(),
});

const proxySchema = z.object({
  signAs: z.enum(['public', 'local']),
  deliverTwice: z.enum(['no', 'afterwards', 'at-once']),
  clockSkewMs: z.number(),
  errorStatus: z.enum(['kept', 'wrapped']),
});

const stateSchema = z.object({
  session: sessionSchema,
  portals: z.array(portalSchema),
  scenarios: z.array(scenarioSchema),
  portalSettings: z.object({ rateLimit: z.number() }),
  proxy: proxySchema,
});

export type Scenario = z.infer<typeof scenarioSchema>;
export type ProxyModes = z.infer<typeof proxySchema>;
export type PortalState = z.infer<typeof stateSchema>;

export async function readPortalState(): Promise<PortalState> {
  const [session, portals, scenarios, portalSettings, proxy] = await Promise.all([
    ask('/_portal/session', stateSchema.shape.session),
    ask('/_portal/portals', stateSchema.shape.portals),
    ask('/_portal/scenarios', stateSchema.shape.scenarios),
    ask('/_portal/settings', stateSchema.shape.portalSettings),
    ask(hostPaths.settings, proxySchema),
  ]);
  return { session, portals, scenarios, portalSettings, proxy };
}

/** Changes something; the answer's body does not matter, the state is read again. */
export type Change = readonly [method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown];

export async function change([method, path, body]: Change): Promise<void> {
  await ask(path, z.unknown(), method, body);
}

export const signIn = (portalId: number, userId: number): Change => [
  'PUT',
  '/_portal/session',
  { portalId, userId },
];

export const setScenario = (name: string, value: string): Change => [
  'PUT',
  `/_portal/scenarios/${name}`,
  { value },
];

export const setRateLimit = (rateLimit: number): Change => [
  'PUT',
  '/_portal/settings',
  { rateLimit },
];

export const setProxyMode = (mode: Partial<ProxyModes>): Change => [
  'PUT',
  hostPaths.settings,
  mode,
];

export const uninstall = ({ portalId }: Session): Change => [
  'POST',
  '/_portal/uninstall',
  { portalId },
];

export const expireTokens = ({ portalId }: Session): Change => [
  'POST',
  '/_portal/tokens/expire',
  { portalId },
];

export const startOver: Change = ['POST', '/_portal/reset'];
export const forgetFaults: Change = ['DELETE', '/_portal/faults'];

// The requests of the developer menu to the emulated portal (/_portal) and to the fetch proxy.
import * as v from 'valibot';
import { ask } from '../engine/page-fetch.ts';
import { hostPaths, sessionSchema, type Session } from '../page-data.ts';

const portalSchema = v.object({
  portalId: v.number(),
  accountName: v.string(),
  installed: v.boolean(),
  users: v.array(sessionSchema.entries.user),
});

const scenarioSchema = v.object({
  name: v.string(),
  title: v.string(),
  description: v.string(),
  values: v.array(v.string()),
  value: v.string(),
});

const proxySchema = v.object({
  signAs: v.picklist(['public', 'local']),
  signedForm: v.picklist(['decoded', 'verbatim']),
  deliverTwice: v.picklist(['no', 'afterwards', 'at-once']),
  clockSkewMs: v.number(),
  errorStatus: v.picklist(['kept', 'wrapped', 'all-wrapped']),
});

const stateSchema = v.object({
  session: sessionSchema,
  portals: v.array(portalSchema),
  scenarios: v.array(scenarioSchema),
  portalSettings: v.object({ rateLimit: v.number() }),
  proxy: proxySchema,
});

export type Scenario = v.InferOutput<typeof scenarioSchema>;
export type ProxyModes = v.InferOutput<typeof proxySchema>;
export type PortalState = v.InferOutput<typeof stateSchema>;

export async function readPortalState(): Promise<PortalState> {
  const [session, portals, scenarios, portalSettings, proxy] = await Promise.all([
    ask('/_portal/session', stateSchema.entries.session),
    ask('/_portal/portals', stateSchema.entries.portals),
    ask('/_portal/scenarios', stateSchema.entries.scenarios),
    ask('/_portal/settings', stateSchema.entries.portalSettings),
    ask(hostPaths.settings, proxySchema),
  ]);
  return { session, portals, scenarios, portalSettings, proxy };
}

/** Changes something; the answer's body does not matter, the state is read again. */
export type Change = readonly [method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown];

export async function change([method, path, body]: Change): Promise<void> {
  await ask(path, v.unknown(), method, body);
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

// The environment of `npm run portal`, with every problem named at once.
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { problemsIn } from '../problems.ts';
import type { PortalOptions } from './portal.ts';
import { nonNegativeInteger } from '../whole-numbers.ts';

const numberText = v.pipe(v.string(), v.toNumber());
const whole = (usual: number) => v.optional(v.pipe(numberText, nonNegativeInteger), String(usual));
const environmentSchema = v.object({
  PORTAL_PORT: whole(4300),
  PORTAL_APP_ID: whole(1_000_001),
  PORTAL_CLIENT_ID: v.optional(v.pipe(v.string(), v.minLength(1)), 'portal-client-id'),
  PORTAL_CLIENT_SECRET: v.optional(v.pipe(v.string(), v.minLength(1)), 'portal-client-secret'),
  PORTAL_SEED: v.optional(v.pipe(v.string(), v.minLength(1))),
  PORTAL_STATE: v.optional(v.pipe(v.string(), v.minLength(1))),
  PORTAL_SIZE: v.optional(v.picklist(['small', 'large']), 'small'),
  PORTAL_LATENCY_MS: whole(0),
  PORTAL_TIME_SCALE: v.optional(v.pipe(numberText, v.minValue(1), v.maxValue(1000)), '1'),
});

export interface PortalEnvironment {
  readonly options: PortalOptions & { readonly port: number };
  readonly settings: { readonly latencyMs: number; readonly timeScale: number };
}

export type ReadEnvironment =
  | { readonly kind: 'ok'; readonly value: PortalEnvironment }
  | { readonly kind: 'wrong'; readonly problems: string };

export function readEnvironment(
  source: Readonly<Record<string, string | undefined>>,
): ReadEnvironment {
  const decoded = v.safeParse(environmentSchema, source);
  if (!decoded.success) return { kind: 'wrong', problems: problemsIn(decoded.issues) };
  const found = decoded.output;
  const options = {
    appHsmetaPath: fileURLToPath(new URL('../../src/app/app-hsmeta.json', import.meta.url)),
    appId: found.PORTAL_APP_ID,
    clientId: found.PORTAL_CLIENT_ID,
    clientSecret: found.PORTAL_CLIENT_SECRET,
    size: found.PORTAL_SIZE,
    port: found.PORTAL_PORT,
    ...(found.PORTAL_SEED === undefined ? {} : { seedFile: found.PORTAL_SEED }),
    ...(found.PORTAL_STATE === undefined ? {} : { stateFile: found.PORTAL_STATE }),
  };
  const settings = { latencyMs: found.PORTAL_LATENCY_MS, timeScale: found.PORTAL_TIME_SCALE };
  return { kind: 'ok', value: { options, settings } };
}

// The environment of `npm run portal`, with every problem named at once.
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { PortalOptions } from './portal.ts';

const whole = z.coerce.number().pipe(z.int().nonnegative());
const environmentSchema = z.object({
  PORTAL_PORT: whole.default(4300),
  PORTAL_APP_ID: whole.default(1_000_001),
  PORTAL_CLIENT_ID: z.string().min(1).default('portal-client-id'),
  PORTAL_CLIENT_SECRET: z.string().min(1).default('portal-client-secret'),
  PORTAL_SEED: z.string().min(1).optional(),
  PORTAL_STATE: z.string().min(1).optional(),
  PORTAL_SIZE: z.enum(['small', 'large']).default('small'),
  PORTAL_LATENCY_MS: whole.default(0),
  PORTAL_TIME_SCALE: z.coerce.number().pipe(z.number().min(1).max(1000)).default(1),
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
  const decoded = environmentSchema.safeParse(source);
  if (!decoded.success) return { kind: 'wrong', problems: z.prettifyError(decoded.error) };
  const found = decoded.data;
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

// Environment -> Config. Every problem is named at once, so that one restart fixes them all.
import { z } from 'zod';
import { failed, success, type Result } from '#domain/result.ts';
import { Secret } from './secret.ts';
import { parseKeyRing, type KeyRing } from './storage/seal.ts';
import { apiVersions, type ApiVersion } from './hubspot/versions.ts';

export interface Config {
  readonly port: number;
  /** Origin under which HubSpot and browsers reach this server; part of every signature. */
  readonly publicBaseUrl: string;
  readonly hubspotApiBaseUrl: string;
  readonly hubspotAuthorizeUrl: string;
  readonly hubspotApiVersion: ApiVersion;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly tokenKeys: KeyRing;
  /** PostgreSQL; without it the embedded store in `dataDir` is used. */
  readonly databaseUrl: Secret | null;
  readonly dataDir: string;
  /** Where Prometheus reads; an address of its own, because it is nobody else's business. */
  readonly metrics: { readonly host: string; readonly port: number } | null;
  /** Base address of an OpenTelemetry collector (OTLP over HTTP). */
  readonly tracesEndpoint: string | null;
}

/** `abort`: what is no address at all must not reach the checks that take it apart. */
const address = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) address', abort: true })
  .refine((url) => new URL(url).protocol === 'https:' || isLoopback(url), {
    error: 'must use https (http only for localhost)',
  });

const origin = address
  .refine((url) => new URL(url).pathname === '/' && new URL(url).search === '', {
    error: 'must be an origin without a path, such as https://atmost.example.com',
  })
  .transform((url) => new URL(url).origin);

const isLoopback = (url: string): boolean =>
  ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);

const required = (what: string) =>
  z.string({ error: `is missing: ${what}` }).min(1, { error: `is empty: ${what}` });

const keyRing = required('32 random bytes as base64, see .env.example').transform(
  (text, context): KeyRing => {
    const keys = parseKeyRing(text);
    if (keys.ok) return keys.value;
    context.addIssue({ code: 'custom', message: keys.failure });
    return z.NEVER;
  },
);

const environmentSchema = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
    PUBLIC_BASE_URL: origin,
    HUBSPOT_API_BASE_URL: origin.default('https://api.hubapi.com'),
    HUBSPOT_AUTHORIZE_URL: address.default('https://app.hubspot.com/oauth/authorize'),
    HUBSPOT_API_VERSION: z.enum(apiVersions).default('2026-03'),
    HUBSPOT_CLIENT_ID: required("the app's client id"),
    HUBSPOT_CLIENT_SECRET: required("the app's client secret"),
    TOKEN_ENCRYPTION_KEY: keyRing,
    DATABASE_URL: z
      .url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' })
      .optional(),
    DATA_DIR: z.string().min(1).default('.data'),
    METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
    METRICS_HOST: z.string().min(1).default('127.0.0.1'),
    OTEL_EXPORTER_OTLP_ENDPOINT: z
      .url({ protocol: /^https?$/, error: 'must be an http(s) address' })
      .optional(),
  })
  .transform((env): Config => ({
    port: env.PORT,
    publicBaseUrl: env.PUBLIC_BASE_URL,
    hubspotApiBaseUrl: env.HUBSPOT_API_BASE_URL,
    hubspotAuthorizeUrl: env.HUBSPOT_AUTHORIZE_URL,
    hubspotApiVersion: env.HUBSPOT_API_VERSION,
    clientId: env.HUBSPOT_CLIENT_ID,
    clientSecret: new Secret(env.HUBSPOT_CLIENT_SECRET),
    tokenKeys: env.TOKEN_ENCRYPTION_KEY,
    databaseUrl: env.DATABASE_URL === undefined ? null : new Secret(env.DATABASE_URL),
    dataDir: env.DATA_DIR,
    metrics:
      env.METRICS_PORT === undefined ? null : { host: env.METRICS_HOST, port: env.METRICS_PORT },
    tracesEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
  }));

/**
 * Reads the configuration. A failure is the list of problems, one sentence per variable; values
 * are never repeated, because some are secrets. Empty variables count as not set.
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
): Result<Config, readonly string[]> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (parsed.success) return success(parsed.data);
  return failed(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`));
}

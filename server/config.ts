// Environment -> Config. Every problem is named at once, so that one restart fixes them all.
import { isIP } from 'node:net';
import * as v from 'valibot';
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

const NO_HTTP_ADDRESS = 'must be an http(s) address';
const httpAddress = v.pipe(
  v.string(NO_HTTP_ADDRESS),
  v.check((url) => /^https?:\/\//i.test(url) && URL.canParse(url), NO_HTTP_ADDRESS),
);

const address = v.pipe(
  httpAddress,
  // A schema ends the pipe of what was refused: no address at all must not be taken apart.
  v.string(),
  v.check(
    (url) => new URL(url).protocol === 'https:' || isLoopback(url),
    'must use https (http only for localhost)',
  ),
);

const origin = v.pipe(
  address,
  v.check(
    (url) => new URL(url).pathname === '/' && new URL(url).search === '',
    'must be an origin without a path, such as https://atmost.example.com',
  ),
  v.transform((url) => new URL(url).origin),
);

/** HubSpot's pages show this address with an app's whole query behind it. */
const bareAddress = v.pipe(
  address,
  v.string(),
  v.check(
    (url) => !/[?#]/.test(url),
    'must end before the “?”: client id, scopes and the rest are added to it',
  ),
);

/** HubSpot takes no redirect to an IP address, and the redirect lies below this origin. */
const publicOrigin = v.pipe(
  origin,
  // As above.
  v.string(),
  v.check(
    (url) => isIP(new URL(url).hostname.replace(/^\[|\]$/g, '')) === 0,
    'must have a name for its host: HubSpot redirects to no IP address',
  ),
);

const isLoopback = (url: string): boolean =>
  ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);

const NO_DATABASE_ADDRESS = 'must be a postgres:// address';
const databaseAddress = v.pipe(
  v.string(NO_DATABASE_ADDRESS),
  v.check((url) => /^postgres(ql)?:$/.test(URL.parse(url)?.protocol ?? ''), NO_DATABASE_ADDRESS),
);

const port = v.pipe(
  v.string(),
  v.transform(Number),
  v.check(
    (number) => Number.isInteger(number) && number >= 0 && number <= 65_535,
    'must be a whole number from 0 to 65535',
  ),
);

const required = (what: string) => v.string(`is missing: ${what}`);

const keyRing = v.pipe(
  required('32 random bytes as base64, see .env.example'),
  v.rawTransform(({ dataset, addIssue, NEVER }): KeyRing => {
    const keys = parseKeyRing(dataset.value);
    if (keys.ok) return keys.value;
    addIssue({ message: keys.failure });
    return NEVER;
  }),
);

const environmentSchema = v.pipe(
  v.object({
    PORT: v.optional(port, '3000'),
    PUBLIC_BASE_URL: publicOrigin,
    HUBSPOT_API_BASE_URL: v.optional(origin, 'https://api.hubapi.com'),
    HUBSPOT_AUTHORIZE_URL: v.optional(bareAddress, 'https://app.hubspot.com/oauth/authorize'),
    HUBSPOT_API_VERSION: v.optional(
      v.picklist(apiVersions, `must be one of ${apiVersions.join(', ')}`),
      '2026-03',
    ),
    HUBSPOT_CLIENT_ID: required("the app's client id"),
    HUBSPOT_CLIENT_SECRET: required("the app's client secret"),
    TOKEN_ENCRYPTION_KEY: keyRing,
    DATABASE_URL: v.optional(databaseAddress),
    DATA_DIR: v.optional(v.string(), '.data'),
    METRICS_PORT: v.optional(port),
    METRICS_HOST: v.optional(v.string(), '127.0.0.1'),
    OTEL_EXPORTER_OTLP_ENDPOINT: v.optional(httpAddress),
  }),
  v.transform((env): Config => ({
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
  })),
);

/**
 * Reads the configuration. A failure is the list of problems, one sentence per variable; values
 * are never repeated, because some are secrets. Empty variables count as not set, and blanks around a
 * value as none: a secret that is mounted from a file often ends with its line.
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
): Result<Config, readonly string[]> {
  // Every variable is there, set or not: valibot has no word of ours for a key that is missing.
  const given = Object.fromEntries(
    Object.keys(environmentSchema.entries).map((name) => [
      name,
      environment[name]?.trim() || undefined,
    ]),
  );
  const parsed = v.safeParse(environmentSchema, given);
  if (parsed.success) return success(parsed.output);
  return failed(parsed.issues.map((issue) => `${v.getDotPath(issue) ?? ''} ${issue.message}`));
}

// What the host server tells the page when it opens, and what both agree on as addresses.
import * as v from 'valibot';

/** Addresses below which the local portal serves its own things. */
export const hostPaths = {
  data: '/_host/data',
  fetch: '/_host/fetch',
  settings: '/_host/settings',
  page: '/_host/page',
  worker: '/_host/worker',
  extension: '/_host/extension',
} as const;

export const sessionSchema = v.object({
  portalId: v.number(),
  hubDomain: v.string(),
  accountName: v.string(),
  accountType: v.string(),
  uiDomain: v.string(),
  timeZone: v.string(),
  installed: v.boolean(),
  user: v.object({
    id: v.number(),
    email: v.string(),
    firstName: v.string(),
    lastName: v.string(),
    superAdmin: v.boolean(),
    marketplaceAccess: v.boolean(),
  }),
});

export const pageDataSchema = v.object({
  session: sessionSchema,
  app: v.object({
    id: v.number(),
    name: v.string(),
    description: v.string(),
    documentationUrl: v.string(),
    supportUrl: v.string(),
    supportEmail: v.string(),
    permittedIframes: v.array(v.string()),
  }),
  installUrl: v.string(),
  workerUrl: v.string(),
  bundleUrl: v.string(),
  /** Public origins and the local addresses that stand for them. */
  mapTo: v.record(v.string(), v.string()),
});

/** Who is signed in, as `app/portal` tells it. */
export type Session = v.InferOutput<typeof sessionSchema>;
export type PageData = v.InferOutput<typeof pageDataSchema>;

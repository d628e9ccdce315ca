// What the host server tells the page when it opens, and what both agree on as addresses.
import { z } from 'zod';

/** Addresses below which the local portal serves its own things. */
export const hostPaths = {
  data: '/_host/data',
  fetch: '/_host/fetch',
  settings: '/_host/settings',
  page: '/_host/page',
  worker: '/_host/worker',
  extension: '/_host/extension',
} as const;

export const sessionSchema = z.object({
  portalId: z.number(),
  hubDomain: z.string(),
  accountName: z.string(),
  accountType: z.string(),
  uiDomain: z.string(),
  timeZone: z.string(),
  installed: z.boolean(),
  user: z.object({
    id: z.number(),
    email: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    superAdmin: z.boolean(),
    marketplaceAccess: z.boolean(),
  }),
});

export const pageDataSchema = z.object({
  session: sessionSchema,
  app: z.object({
    id: z.number(),
    name: z.string(),
    description: z.string(),
    documentationUrl: z.string(),
    supportUrl: z.string(),
    supportEmail: z.string(),
    permittedIframes: z.array(z.string()),
  }),
  installUrl: z.string(),
  workerUrl: z.string(),
  bundleUrl: z.string(),
  /** Public origins and the local addresses that stand for them. */
  mapTo: z.record(z.string(), z.string()),
});

/** Who is signed in, as `app/portal` tells it. */
export type Session = z.infer<typeof sessionSchema>;
export type PageData = z.infer<typeof pageDataSchema>;

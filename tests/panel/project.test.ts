// The panel and the project files name the same server.
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { BACKEND_URL } from '../../src/app/settings/data/backend.ts';

const appSchema = z.object({
  config: z.object({
    auth: z.object({ redirectUrls: z.array(z.string()) }),
    permittedUrls: z.object({ fetch: z.array(z.string()) }),
  }),
});

test('HubSpot permits the address of the server, and installs through it', async () => {
  const file = new URL('../../src/app/app-hsmeta.json', import.meta.url);
  const { config } = appSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  expect(config.permittedUrls.fetch[0]).toBe(BACKEND_URL);
  expect(config.auth.redirectUrls.map((url) => new URL(url).origin)).toContain(BACKEND_URL);
});

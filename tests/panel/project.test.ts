// The panel and the project files name the same server.
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { BACKEND_URL } from '../../src/app/settings/data/backend.ts';

const appSchema = v.object({
  config: v.object({
    auth: v.object({ redirectUrls: v.array(v.string()) }),
    permittedUrls: v.object({ fetch: v.array(v.string()) }),
  }),
});

test('HubSpot permits the address of the server, and installs through it', async () => {
  const file = new URL('../../src/app/app-hsmeta.json', import.meta.url);
  const { config } = v.parse(appSchema, JSON.parse(await readFile(file, 'utf8')));
  expect(config.permittedUrls.fetch[0]).toBe(BACKEND_URL);
  expect(config.auth.redirectUrls.map((url) => new URL(url).origin)).toContain(BACKEND_URL);
});

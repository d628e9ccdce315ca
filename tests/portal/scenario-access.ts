// Scenarios of tokens and of the rate limit.
import { expect } from 'vitest';
import * as v from 'valibot';
import { clientId, clientSecret, tokensIn, type Reply } from './hubspot.ts';
import {
  schema,
  good,
  send,
  limits,
  get,
  type Check,
  type Played,
  type Checks,
} from './scenario-play.ts';

const refreshRefused =
  (status: string): Check =>
  async ({ portal, refreshToken }) => {
    for (const attempt of [1, 2]) {
      const reply = await portal.refresh(refreshToken);
      expect([attempt, reply.status, reply.json]).toMatchObject([attempt, 400, { status }]);
    }
  };

const askForAppToken = ({ portal }: Played): Promise<Reply> =>
  portal.call('POST', '/oauth/2026-03/token', {
    form: {
      ...{ client_id: clientId, client_secret: clientSecret, grant_type: 'client_credentials' },
      scope: 'developer.webhooks_journal.read',
    },
  });

const appTokenSchema = v.looseObject({ access_token: v.string() });

async function readJournal(played: Played): Promise<Reply> {
  const { access_token: token } = v.parse(appTokenSchema, (await askForAppToken(played)).json);
  const path = '/webhooks-journal/journal/2026-03/batch/earliest/20';
  return await played.portal.call('GET', path, { token });
}

export const accessChecks: Checks = {
  journalScopes: {
    granted: async (played) => {
      expect((await askForAppToken(played)).json).toMatchObject({
        token_use: 'client_credentials',
      });
    },
    refused: async (played) => {
      expect((await askForAppToken(played)).json).toMatchObject({ status: 'BAD_SCOPES' });
    },
  },
  endOfJournal: {
    'empty-list': async (played) => {
      expect((await readJournal(played)).json).toMatchObject({ status: 'COMPLETE', results: [] });
    },
    'no-content': async (played) => {
      const { status, text } = await readJournal(played);
      expect([status, text]).toEqual([204, '']);
    },
  },
  refreshToken: {
    same: async ({ portal, refreshToken }) => {
      expect((await portal.refresh(refreshToken)).json).toMatchObject({
        refresh_token: refreshToken,
      });
    },
    rotated: async ({ portal, refreshToken }) => {
      const first = await portal.refresh(refreshToken);
      const { refresh_token: next } = tokensIn(first);
      expect(next).not.toBe(refreshToken);
      expect((await portal.refresh(refreshToken)).json).toMatchObject({
        status: 'BAD_REFRESH_TOKEN',
      });
      expect((await portal.refresh(next)).status).toBe(200);
    },
  },
  refreshFailure: {
    none: async ({ portal, refreshToken }) => {
      expect((await portal.refresh(refreshToken)).status).toBe(200);
    },
    BAD_REFRESH_TOKEN: refreshRefused('BAD_REFRESH_TOKEN'),
    BAD_HUB: refreshRefused('BAD_HUB'),
    BAD_CLIENT_ID: refreshRefused('BAD_CLIENT_ID'),
    BAD_CLIENT_SECRET: refreshRefused('BAD_CLIENT_SECRET'),
  },
  limitCallsExempt: {
    no: async (played) => {
      await played.portal.control('PUT', '/settings', { rateLimit: 1 });
      await limits(played);
      expect((await send(played, 'update', good)).status).toBe(429);
    },
    yes: async (played) => {
      await played.portal.control('PUT', '/settings', { rateLimit: 1 });
      await limits(played);
      expect((await send(played, 'update', good)).status).toBe(200);
    },
  },
  retryAfter: {
    absent: async (played) => {
      expect((await secondCallOfOne(played)).headers.get('retry-after')).toBeNull();
    },
    present: async (played) => {
      expect((await secondCallOfOne(played)).headers.get('retry-after')).toBe('10');
    },
  },
};

async function secondCallOfOne(played: Played): Promise<Reply> {
  await played.portal.control('PUT', '/settings', { rateLimit: 1 });
  await get(played, schema);
  return await get(played, schema);
}

// Failures as HTTP: one shape, a status that HubSpot's proxy does not repeat, and safe sentences.
import express from 'express';
import request from 'supertest';
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { sayFailure } from '#domain/failureWords.ts';
import { errorBodySchema, errorCodes, type ErrorCode } from '#domain/wire.ts';
import { failureOf, type ApiFailure } from '../../../server/failure.ts';
import { answerFailure } from '../../../server/http/answers.ts';
import type { HubSpotFailure, HubSpotFailureCode } from '../../../server/hubspot/failure.ts';

async function answered(failure: ApiFailure) {
  const app = express();
  app.get('/', (_request, response) => {
    answerFailure(response, failure, 'request-1');
  });
  return request(app).get('/');
}

const hubspot = { httpStatus: 400, message: 'HubSpot’s words', correlationId: 'corr-1' };

const failures: Readonly<Record<HubSpotFailureCode, HubSpotFailure>> = {
  rate_limited: { code: 'rate_limited', retryAfterMs: 1_000.4, hubspot },
  locked: { code: 'locked', retryAfterMs: 2_000, hubspot },
  migrating: { code: 'migrating', retryAfterMs: 86_400_000, hubspot },
  unavailable: { code: 'unavailable', retryAfterMs: 2_000, hubspot: null },
  missing_scope: { code: 'missing_scope', scopes: ['tickets'], hubspot },
  refused: { code: 'refused', hubspot },
  not_installed: { code: 'not_installed', hubspot: null },
  disconnected: { code: 'disconnected', hubspot },
  app_misconfigured: { code: 'app_misconfigured', hubspot },
};

describe('an answer', () => {
  test.each([...errorCodes])('of “%s” has the one shape and its own status', async (code) => {
    const answer = await answered({ code, message: 'A sentence.' });
    const body = v.parse(errorBodySchema, answer.body);
    expect(body).toEqual({
      error: sayFailure({ code, message: 'A sentence.', requestId: 'request-1' }),
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
  });

  test('is 5xx, which HubSpot’s proxy repeats, only for a bug or a shutdown', async () => {
    const repeated: ErrorCode[] = [];
    for (const code of errorCodes) {
      const { status } = await answered({ code, message: '' });
      if (status >= 500) repeated.push(code);
    }
    expect(repeated).toEqual(['internal']);
  });

  test('says when to come back, in whole seconds in its header', async () => {
    const answer = await answered({ code: 'rate_limited', message: '', retryAfterMs: 1_001 });
    expect(answer.headers['retry-after']).toBe('2');
    expect(answer.body).toMatchObject({ error: { retryAfterMs: 1_001 } });
  });

  test('carries scopes, problems and HubSpot’s correlation id', async () => {
    const failure: ApiFailure = {
      code: 'changes_refused',
      message: 'No.',
      scopes: ['tickets'],
      problems: [{ position: 0, code: 'repeated', message: 'Twice.' }],
      correlationId: 'corr-1',
    };
    expect((await answered(failure)).body).toMatchObject({
      error: { ...failure, requestId: 'request-1' },
    });
  });
});

describe('a failed call to HubSpot', () => {
  test.each(Object.values(failures))(
    'with code $code is told in the one shape',
    async (failure) => {
      const told = failureOf(failure);
      const answer = await answered(told);
      const { error } = v.parse(errorBodySchema, answer.body);
      expect(error.message).toMatch(/^\S.*[.\w]$/);
      expect(error.correlationId).toBe(failure.hubspot?.correlationId);
    },
  );

  test('is worth trying again only where HubSpot is busy, moving or silent', () => {
    const retryable = Object.values(failures)
      .filter((failure) => failureOf(failure).retryAfterMs !== undefined)
      .map(({ code }) => code);
    expect(retryable).toEqual(['rate_limited', 'locked', 'migrating', 'unavailable']);
  });

  test('names the scopes that are missing, and repeats HubSpot’s own words for a refusal', () => {
    expect(failureOf(failures.missing_scope)).toMatchObject({ scopes: ['tickets'] });
    expect(failureOf(failures.refused).message).toBe('HubSpot’s words');
  });

  test('says nothing of the server’s own set-up to the person', () => {
    expect(failureOf(failures.app_misconfigured).message).not.toContain('HubSpot’s words');
  });
});

// The contract between panel and server: what each route takes, and that every schema can be told.
import { toJsonSchema } from '@valibot/to-json-schema';
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { errorBodySchema, MAX_CHANGES, routes, type RouteName } from '#domain/wire.ts';
import { planRequestSchema } from '#domain/requests/plan.ts';
import { pathParameters, requestBodies } from '#domain/requests/requests.ts';

const change = { from: '0-3', to: '0-2', category: 'USER_DEFINED', typeId: 5, limit: 3 };
const takes = (body: unknown): boolean => v.safeParse(planRequestSchema, body).success;
const takesChange = (altered: object): boolean => takes({ changes: [{ ...change, ...altered }] });

describe('routes', () => {
  test('have a schema for every parameter in their paths', () => {
    for (const { path } of Object.values(routes)) {
      for (const [, name] of path.matchAll(/:(\w+)/g)) {
        expect(Object.keys(pathParameters)).toContain(name);
      }
    }
  });

  test('differ in method or path, so that none hides another', () => {
    const addresses = Object.values(routes).map(({ method, path }) => `${method} ${path}`);
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(addresses.every((address) => address.includes(' /api/'))).toBe(true);
  });

  test('take a body only where a schema for it exists', () => {
    const names = Object.keys(routes) as RouteName[];
    expect(names).toEqual(expect.arrayContaining(Object.keys(requestBodies)));
    expect(Object.keys(requestBodies)).toEqual([
      'makePlan',
      'applyPlan',
      'exportSetup',
      'lookUpSetup',
      'startScan',
      'csvLink',
      'judgeLimits',
      'makeCode',
      'enterCode',
      'keepSetup',
      'pinSetup',
      'keepDrift',
      'disconnect',
    ]);
  });

  test.each(['0-1', '0-421', '2-1234567'])('take %s for an object type', (id) => {
    expect(v.safeParse(pathParameters.from, id).success).toBe(true);
  });

  test.each(['', 'deals', '0-', '-1', '0-1 ', '0-1\n', '0-1/0-2', '../x', '0-٣', '1234567-1'])(
    'do not take %j for an object type',
    (id) => {
      expect(v.safeParse(pathParameters.to, id).success).toBe(false);
    },
  );

  test.each(['', '1', 'x'.repeat(36), "' or 1=1", '6f1b1f5e-6b1c-4c0a-9a53-0c5b3d3f5a5'])(
    'do not take %j for a plan id',
    (id) => {
      expect(v.safeParse(pathParameters.planId, id).success).toBe(false);
    },
  );

  test('take an id as the panel makes it', () => {
    expect(v.safeParse(pathParameters.planId, crypto.randomUUID()).success).toBe(true);
  });
});

describe('the body of a plan request', () => {
  test('is a list of whole changes', () => {
    expect(takes({ changes: [change] })).toBe(true);
    expect(takesChange({ limit: null })).toBe(true);
    expect(takesChange({ limit: 1 })).toBe(true);
    expect(takesChange({ limit: 10_000 })).toBe(true);
  });

  test.each([
    { limit: 0 },
    { limit: -1 },
    { limit: 10_001 },
    { limit: 1.5 },
    { limit: '3' },
    { limit: undefined },
    { limit: 1e300 },
    { limit: [] },
    { typeId: '5' },
    { typeId: 5.5 },
    { typeId: null },
    { typeId: 2 ** 53 },
    { category: 'user_defined' },
    { category: '' },
    { from: 'deals' },
    { from: 3 },
    { to: null },
  ])('does not take a change with %j', (altered) => {
    expect(takesChange(altered)).toBe(false);
  });

  test('does not take fields that it does not know, at any depth', () => {
    expect(takes({ changes: [change], portalId: 1 })).toBe(false);
    expect(takesChange({ label: 'Partner' })).toBe(false);
    expect(takes(JSON.parse(`{"changes":[${JSON.stringify(change)}],"__proto__":{}}`))).toBe(false);
  });

  test.each([null, undefined, [], {}, 'changes', 7, { changes: {} }, { changes: [null] }])(
    'is not %j',
    (body) => {
      expect(takes(body)).toBe(false);
    },
  );

  test('holds at least one change and at most 2,000', () => {
    expect(takes({ changes: [] })).toBe(false);
    expect(takes({ changes: Array.from({ length: MAX_CHANGES }, () => change) })).toBe(true);
    expect(takes({ changes: Array.from({ length: MAX_CHANGES + 1 }, () => change) })).toBe(false);
  });

  test('stays far below 1 MB with the most changes it may hold', () => {
    const longest = { ...change, category: 'INTEGRATOR_DEFINED', from: `2-${'9'.repeat(15)}` };
    const changes = Array.from({ length: MAX_CHANGES }, () => ({ ...longest, typeId: 2 ** 31 }));
    expect(JSON.stringify({ changes }).length).toBeLessThan(500_000);
  });
});

test('every schema of the contract can be told as a JSON schema of an object or text', () => {
  const answers = Object.values(routes).map((route) => route.answer);
  const schemas = [...answers, ...Object.values(requestBodies), errorBodySchema];
  for (const schema of schemas) {
    const told = toJsonSchema(schema, { typeMode: 'input', ignoreActions: ['check', 'trim'] });
    for (const form of told.anyOf ?? told.oneOf ?? [told])
      expect(form).toMatchObject({ type: 'object' });
  }
  for (const schema of Object.values(pathParameters)) {
    expect(
      toJsonSchema(schema, { typeMode: 'input', ignoreActions: ['check', 'trim'] }),
    ).toMatchObject({
      type: 'string',
    });
  }
});

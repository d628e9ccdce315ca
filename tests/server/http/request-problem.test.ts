// What is told of a request that is not as the shared schemas want it.
import { expect, test } from 'vitest';
import type { RouteName } from '#domain/wire.ts';
import { parseRequest } from '../../../server/http/parse-request.ts';

const ID = '7d2f0a51-5a2c-4c59-9a3b-2f6b1c9f0e11';

function told(route: RouteName, body: unknown, query = ''): string {
  const path = { planId: ID, setupId: ID, scanId: ID, codeId: ID };
  const bytes = Buffer.from(JSON.stringify(body));
  const read = parseRequest(route, path, new URLSearchParams(query), bytes);
  return read.ok ? 'taken' : read.failure.message;
}

const change = { from: '0-3', to: '0-2', category: 'USER_DEFINED', typeId: 5, limit: 3 };
const limit = { ...change, label: null };
const changes = (altered: object): object => ({ changes: [change, { ...change, ...altered }] });

test.each([
  ['a field too many', changes({ extra: 1 }), '“changes[1].extra” is no field of this request.'],
  ['a list as a change', { changes: [[]] }, '“changes[0]” has to be an object in { }.'],
  ['a text as a change', { changes: ['x'] }, '“changes[0]” has to be an object in { }.'],
  ['no limit', changes({ limit: undefined }), '“changes[1].limit” is missing.'],
  ['half a limit', changes({ limit: 1.5 }), '“changes[1].limit” has to be a whole number.'],
  ['no number', changes({ limit: '3' }), '“changes[1].limit” has to be a whole number.'],
  ['a limit of 0', changes({ limit: 0 }), '“changes[1].limit” has to be at least 1.'],
  ['a high limit', changes({ limit: 10_001 }), '“changes[1].limit” has to be at most 10000.'],
  ['a name for an id', changes({ from: 'deal' }), '“changes[1].from” is not of the expected form.'],
  ['no change', { changes: [] }, '“changes” holds too few entries; 1 is the least.'],
  ['no list', { changes: 'all' }, '“changes” has to be a list in [ ].'],
  ['nothing', {}, '“changes” is missing.'],
  ['a list', [], 'The body has to be an object in { }.'],
  ['a text', 'undo', 'The body has to be an object in { }.'],
  [
    'another field beside a way back',
    { undoOf: ID, extra: 1 },
    '“extra” is no field of this request.',
  ],
  ['a way back from what is no plan', { undoOf: 'x' }, '“undoOf” has to be a UUID.'],
  [
    'a category of its own',
    changes({ category: 'MINE' }),
    '“changes[1].category” has to be “HUBSPOT_DEFINED” or “USER_DEFINED” or “INTEGRATOR_DEFINED” or “WORK”.',
  ],
])('of a plan with %s', (_, body, sentence) => {
  expect(told('makePlan', body)).toBe(sentence);
});

test('of a body with several forms only the one that is meant is spoken of', () => {
  expect(told('pinSetup', { pinned: true, limits: [limit] })).toBe('“keptAt” is missing.');
  expect(told('pinSetup', { pinned: false, keptAt: 'x' })).toBe(
    '“keptAt” is no field of this request.',
  );
  expect(told('pinSetup', { pinned: 'yes' })).toBe('“pinned” has to be true or false.');
  expect(told('exportSetup', { all: false })).toBe('“all” has to be true.');
  expect(told('exportSetup', { types: [7] })).toBe('“types[0]” has to be a text.');
});

test('of a field with several kinds of values its place is told', () => {
  const limits = [{ ...change, limit: 'x' }];
  expect(told('keepDrift', { requestId: ID, limits })).toBe(
    '“limits[0].limit” is not of the expected form.',
  );
});

test('nothing that was sent is repeated, and names of fields only as long as one reads', () => {
  const megabyte = 'x'.repeat(900_000);
  const enter = { code: 123_456_789_012, attemptId: ID };
  expect(told('enterCode', enter)).toBe('“code” has to be a text.');
  expect(told('enterCode', { code: 'x', attemptId: '4F7K-9Q2M-XR8T' })).not.toContain('4F7K');
  expect(told('startScan', { from: megabyte, to: '0-1' })).toBe(
    '“from” is not of the expected form.',
  );
  expect(told('startScan', { from: '0-1', to: '0-1', [megabyte]: 1 }).length).toBeLessThan(150);
});

test('of a setup that is too long to travel the most is told', () => {
  const entry = { from: 'a', to: 'b', label: '"'.repeat(250), limit: 1 };
  const document = { version: 1, limits: Array.from({ length: 900 }, () => entry) };
  expect(told('makeCode', { document })).toBe(
    '“document” has more than 400,000 characters, which is the most.',
  );
});

test('of a query the name is told', () => {
  const query = 'category=USER_DEFINED&typeId=9999999999&over=1';
  expect(told('recordsOver', null, query)).toBe('“typeId” is no number of a type.');
  expect(told('recordsOver', null, 'category=USER_DEFINED&typeId=7')).toBe('“over” is missing.');
  expect(told('overview', null, 'search=a&search=b')).toBe('“search” has to be a text.');
});

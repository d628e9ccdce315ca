// A secret shows itself to nobody who does not ask for it by name.
import { inspect, format } from 'node:util';
import { expect, test } from 'vitest';
import { createLog } from '../../server/log.ts';
import { Secret } from '../../server/secret.ts';

const VALUE = 'pat-na1-very-secret';
const secret = new Secret(VALUE);

test('a secret gives its value only to who asks for it', () => {
  expect(secret.reveal()).toBe(VALUE);
});

test.each<[string, () => string]>([
  ['a template', () => `token: ${String(secret)}`],
  ['adding it to a text', () => 'token: '.concat(String(secret))],
  ['JSON', () => JSON.stringify({ deep: [{ secret }] })],
  ['console.log', () => format('%s %o %O %j', secret, secret, secret, secret)],
  ['inspect, with all that is hidden', () => inspect({ secret }, { showHidden: true, depth: 9 })],
  ['inspect without custom output', () => inspect(secret, { customInspect: false })],
  ['an error’s message and cause', () => inspect(new Error(String(secret), { cause: secret }))],
  ['a copy of its fields', () => JSON.stringify(Object.assign({}, secret))],
  ['its keys and values', () => JSON.stringify([Object.entries(secret), Reflect.ownKeys(secret)])],
  ['a clone', () => inspect(structuredClone(Object.assign({}, secret)))],
])('%s does not show it', (_way, show) => {
  expect(show()).not.toContain(VALUE);
});

test('a log line shows neither a secret nor a header that holds one', () => {
  const lines: string[] = [];
  const log = createLog({ write: (line: string) => void lines.push(line) });
  log.info({ event: 'x', secret, nested: { secret }, list: [secret] });
  log.info({ headers: { authorization: VALUE, cookie: VALUE }, authorization: VALUE });
  log.error({
    event: 'x',
    error: new Error('failed', { cause: { secret } }),
    req: { token: VALUE },
  });
  expect(lines).toHaveLength(3);
  expect(lines.join('')).not.toContain(VALUE);
});

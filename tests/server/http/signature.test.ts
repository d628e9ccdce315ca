// HubSpot's signature v3: its published answers, every way to alter a request, and who it is from.
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkSignature,
  isSignedByHubSpot,
  MAX_AGE_MS,
  type SignedRequest,
} from '../../../server/http/signature.ts';
import { Secret } from '../../../server/secret.ts';

const SECRET = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';
const ORIGIN = 'https://atmost.example.com';
const NOW = 1_700_000_300_000;
const SESSION = '/api/session?userId=7&portalId=42';
const ACCEPTED = 'portal 42, user 7';

/** What HubSpot sends for `signedAddress`; `target` is what arrives of it. */
function request(
  target: string,
  { signedAddress = ORIGIN + target, method = 'GET', body = '', timestamp = String(NOW) } = {},
): SignedRequest {
  const source = `${method}${signedAddress}${body}${timestamp}`;
  const signature = createHmac('sha256', SECRET).update(source).digest('base64');
  return { method, target, rawBody: Buffer.from(body), timestamp, signature };
}

/** Who a request is from, or the problem with it. */
function seen(given: SignedRequest, { origin = ORIGIN, secret = SECRET, now = NOW } = {}): string {
  const checked = checkSignature(given, origin, new Secret(secret), now);
  if (!checked.ok) return checked.failure;
  return `portal ${String(checked.value.portal)}, user ${String(checked.value.user)}`;
}

describe('a signature that HubSpot publishes', () => {
  const published = (timestamp: string, signature: string): SignedRequest => ({
    method: 'POST',
    target: '/webhook_uri',
    rawBody: Buffer.from("{'example_field':'example_value'}"),
    timestamp,
    signature,
  });

  test.each([
    ['1693657560000', 'K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y='],
    ['1700000300000', 'RnbPH7+UMKVkbV32P8bz450N4M56aPmcru1+D3kSDtw='],
  ])('for the time %s holds, and for nothing else', (timestamp, signature) => {
    const holds = (given: SignedRequest, origin = 'https://www.example.com'): boolean =>
      isSignedByHubSpot(given, origin, new Secret(SECRET));
    const genuine = published(timestamp, signature);
    expect(holds(genuine)).toBe(true);
    expect(holds(genuine, 'http://www.example.com')).toBe(false);
    expect(holds({ ...genuine, target: '/webhook_uri/' })).toBe(false);
    expect(holds({ ...genuine, method: 'PUT' })).toBe(false);
    expect(holds({ ...genuine, rawBody: Buffer.from('{}') })).toBe(false);
    expect(holds({ ...genuine, timestamp: '1693657560001' })).toBe(false);
  });
});

describe('a genuine request', () => {
  test('is from the portal and the user of its signed query', () => {
    expect(seen(request(SESSION))).toBe(ACCEPTED);
  });

  test('may carry any body, signed byte by byte', () => {
    const body = '{"changes":[{"label":"Größe 🙂"}]}';
    const signed = request(SESSION, { method: 'PUT', body });
    expect(seen(signed)).toBe(ACCEPTED);
    expect(seen({ ...signed, rawBody: Buffer.from(JSON.stringify({})) })).toBe('unsigned');
  });

  test.each([
    ['%3A', ':'],
    ['%2F', '/'],
    ['%3F', '?'],
    ['%40', '@'],
    ['%21', '!'],
    ['%24', '$'],
    ['%27', "'"],
    ['%28', '('],
    ['%29', ')'],
    ['%2A', '*'],
    ['%2C', ','],
    ['%3B', ';'],
  ])(
    'is signed by HubSpot with %s decoded to %s, in either case of its letters',
    (escape, sign) => {
      for (const written of [escape, escape.toLowerCase()]) {
        const signedAddress = `${ORIGIN}${SESSION}&userEmail=a${sign}b`;
        expect(seen(request(`${SESSION}&userEmail=a${written}b`, { signedAddress }))).toBe(
          ACCEPTED,
        );
      }
    },
  );

  test('is accepted too where HubSpot signed the address as sent', () => {
    expect(seen(request(`${SESSION}&userEmail=a%40b.com`))).toBe(ACCEPTED);
  });

  test.each([
    ['%2B', '+'],
    ['%20', ' '],
    ['%26', '&'],
    ['%3D', '='],
    ['%23', '#'],
    ['%25', '%'],
    ['%41', 'A'],
  ])('keeps %s as it is: signed as “%s” it is not genuine', (escape, sign) => {
    const target = `${SESSION}&userEmail=a${escape}b%40c.com`;
    const kept = `${ORIGIN}${SESSION}&userEmail=a${escape}b@c.com`;
    expect(seen(request(target, { signedAddress: kept }))).toBe(ACCEPTED);
    const decoded = `${ORIGIN}${SESSION}&userEmail=a${sign}b@c.com`;
    expect(seen(request(target, { signedAddress: decoded }))).toBe('unsigned');
  });

  test('is checked against the configured address, whatever host it came to', () => {
    expect(seen(request(SESSION), { origin: 'https://other.example.com' })).toBe('unsigned');
    expect(seen(request(SESSION), { origin: 'http://atmost.example.com' })).toBe('unsigned');
  });

  test('is not accepted with the secret of another app', () => {
    expect(seen(request(SESSION), { secret: 'another' })).toBe('unsigned');
  });
});

test('no bit of a request can be flipped', () => {
  const body = '{"changes":[]}';
  const signed = request(`${SESSION}&userEmail=a%40b.com`, { method: 'PUT', body });
  const flipped = (text: string, bit: number): string => {
    const bytes = Buffer.from(text);
    const at = Math.floor(bit / 8) % bytes.length;
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit % 8));
    return bytes.toString('latin1');
  };
  fc.assert(
    fc.property(
      fc.constantFrom('method', 'target', 'rawBody', 'timestamp', 'signature'),
      fc.nat({ max: 2_000 }),
      (part, bit) => {
        const altered =
          part === 'rawBody'
            ? { ...signed, rawBody: Buffer.from(flipped(body, bit), 'latin1') }
            : { ...signed, [part]: flipped(signed[part] ?? '', bit) };
        expect(seen(altered)).toMatch(/^(unsigned|stale_request)$/);
      },
    ),
    { numRuns: 1_000 },
  );
});

describe('a request is stale', () => {
  const at = (timestamp: number): string =>
    seen(request(SESSION, { timestamp: String(timestamp) }));

  test('when it was signed more than five minutes ago', () => {
    expect(at(NOW - MAX_AGE_MS)).toBe(ACCEPTED);
    expect(at(NOW - MAX_AGE_MS - 1)).toBe('stale_request');
    expect(MAX_AGE_MS).toBe(5 * 60_000);
  });

  test('when it is dated more than five minutes into the future', () => {
    expect(at(NOW + MAX_AGE_MS)).toBe(ACCEPTED);
    expect(at(NOW + MAX_AGE_MS + 1)).toBe('stale_request');
  });

  test('when its time is given in seconds', () => {
    expect(at(NOW / 1_000)).toBe('stale_request');
  });
});

test.each([
  '',
  'now',
  '-1',
  '1e12',
  '1700000300000.0',
  ' 1700000300000',
  '0x18BCFE56800',
  '1700000300000,1700000300000',
  '9'.repeat(30),
])('the time %j is no time, even where it is signed', (timestamp) => {
  expect(seen(request(SESSION, { timestamp }))).toBe('unsigned');
});

test('a request without a signature or without a time is not genuine', () => {
  expect(seen({ ...request(SESSION), signature: undefined })).toBe('unsigned');
  expect(seen({ ...request(SESSION), timestamp: undefined })).toBe('unsigned');
  expect(seen({ ...request(SESSION), signature: '' })).toBe('unsigned');
});

test('a signature written differently, or sent twice, is not the signature', () => {
  const { signature = '' } = request(SESSION);
  for (const given of [
    ` ${signature}`,
    signature.replace('=', ''),
    `${signature}=`,
    `${signature}, ${signature}`,
    Buffer.from(signature, 'base64').toString('base64url'),
    Buffer.from(signature, 'base64').toString('hex'),
  ]) {
    expect(seen({ ...request(SESSION), signature: given })).toBe('unsigned');
  }
});

describe('portal and user', () => {
  test.each([
    '/api/session',
    '/api/session?',
    '/api/session?userId=7',
    '/api/session?portalId=42',
    '/api/session?portalId=&userId=7',
    '/api/session?portalId=0&userId=7',
    '/api/session?portalId=-42&userId=7',
    '/api/session?portalId=42.0&userId=7',
    '/api/session?portalId=4e1&userId=7',
    '/api/session?portalId=%2042&userId=7',
    '/api/session?portalId=99999999999999999999&userId=7',
    '/api/session?portalId=٤٢&userId=7',
    '/api/session?PortalId=42&UserId=7',
    '/api/session?portalId[]=42&userId=7',
  ])('cannot be read from %s, however well it is signed', (target) => {
    expect(seen(request(target))).toBe('unsigned');
  });

  test.each([
    '/api/session?portalId=1&portalId=42&userId=7',
    '/api/session?portalId=42&portalId=42&userId=7',
    '/api/session?portalId=42&userId=7&userId=8',
    '/api/session?%70ortalId=1&portalId=42&userId=7',
    '/api/session?portalId=1&userId=1&x=?&portalId=42&userId=7',
    '/api/session?portalId=1&userId=1?portalId=42&userId=7',
  ])('named twice in %s prove nothing', (target) => {
    // The panel chooses the address and HubSpot appends its own parameters: a caller who could name
    // another portal before them would act for that portal.
    expect(seen(request(target))).toBe('unsigned');
  });

  test('stand anywhere in the query', () => {
    expect(seen(request('/api/session?x=?&userId=7&y=1&portalId=42&z'))).toBe(ACCEPTED);
  });
});

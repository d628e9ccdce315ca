// What the proxy signs, recomputed here from HubSpot's documentation and not with its own code.
import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { signatureV3 } from '../../app/host/proxy/signature.ts';
import { clientSecret, now, startProxyBench } from './proxy-bench.ts';

function documentedSignature(source: string): string {
  return createHmac('sha256', clientSecret).update(source, 'utf8').digest('base64');
}

test('gives the known answers of HubSpot’s own test suites', () => {
  const body = Buffer.from("{'example_field':'example_value'}");
  const uri = 'https://www.example.com/webhook_uri';
  const parts = { method: 'POST', uri, body };
  expect(signatureV3(clientSecret, { ...parts, timestamp: 1693657560000 })).toBe(
    'K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y=',
  );
  expect(signatureV3(clientSecret, { ...parts, timestamp: 1700000300000 })).toBe(
    'RnbPH7+UMKVkbV32P8bz450N4M56aPmcru1+D3kSDtw=',
  );
});

test('appends user and portal of the session and signs the public address', async () => {
  const { backend, call } = await startProxyBench();
  const requestUri = 'https://app.example.com/api/limits?pair=0-1%2C0-2&q=a%20b';
  await call({ requestUri, method: 'POST', body: { max: 5 } });

  const [request] = backend.received;
  expect(request?.target).toBe(
    '/api/limits?pair=0-1%2C0-2&q=a%20b' +
      '&userId=7&portalId=4242&userEmail=ana%2Btest%40bench.example&appId=99',
  );
  expect(request?.body).toBe('{"max":5}');
  expect(request?.headers['content-type']).toBe('application/json');
  expect(request?.headers['x-hubspot-request-timestamp']).toBe(String(now));
  // Decoded in the signed address: %2C and %40. Not decoded: %20 and %2B.
  const signed =
    'POSThttps://app.example.com/api/limits?pair=0-1,0-2&q=a%20b' +
    `&userId=7&portalId=4242&userEmail=ana%2Btest@bench.example&appId=99{"max":5}${now}`;
  expect(request?.headers['x-hubspot-signature-v3']).toBe(documentedSignature(signed));
});

test('sends a GET without a body and signs an empty one', async () => {
  const { backend, call } = await startProxyBench();
  await call({ requestUri: 'https://app.example.com/api', method: 'GET', body: { ignored: 1 } });
  const [request] = backend.received;
  expect(request?.body).toBe('');
  expect(request?.headers['content-type']).toBeUndefined();
  const query = 'userId=7&portalId=4242&userEmail=ana%2Btest@bench.example&appId=99';
  expect(request?.headers['x-hubspot-signature-v3']).toBe(
    documentedSignature(`GEThttps://app.example.com/api?${query}${now}`),
  );
});

test('signs the local address when told to, as HubSpot’s development proxy does', async () => {
  const { backend, call, set } = await startProxyBench();
  await set({ signAs: 'local' });
  await call({ requestUri: 'https://app.example.com/api/x', method: 'DELETE' });
  const [request] = backend.received;
  const query = 'userId=7&portalId=4242&userEmail=ana%2Btest@bench.example&appId=99';
  const source = `DELETE${backend.url}/api/x?${query}${now}`;
  expect(request?.headers['x-hubspot-signature-v3']).toBe(documentedSignature(source));
});

// Whether HubSpot decodes the address was not seen in a live signature; its own SDKs do not.
test('signs the address as it is sent when told to, as HubSpot’s own helpers check it', async () => {
  const { backend, call, set } = await startProxyBench();
  await set({ signedForm: 'verbatim' });
  await call({ requestUri: 'https://app.example.com/api/x?pair=0-1%2C0-2' });
  const [request] = backend.received;
  const query =
    'pair=0-1%2C0-2&userId=7&portalId=4242&userEmail=ana%2Btest%40bench.example&appId=99';
  expect(request?.target).toBe(`/api/x?${query}`);
  expect(request?.headers['x-hubspot-signature-v3']).toBe(
    documentedSignature(`GEThttps://app.example.com/api/x?${query}${now}`),
  );
});

test('dates requests by a clock that can be wrong', async () => {
  const { backend, call, set } = await startProxyBench();
  await set({ clockSkewMs: -360_000 });
  await call({ requestUri: 'https://app.example.com/api' });
  expect(backend.received[0]?.headers['x-hubspot-request-timestamp']).toBe(String(now - 360_000));
});

test('does not let the extension name a portal or user', async () => {
  const { backend, call } = await startProxyBench();
  const requestUri = 'https://app.example.com/api';
  const answer = await call({ requestUri, context: { portalId: 1, userId: 1 } });
  expect(answer.status).toBe(400);
  expect(backend.received).toEqual([]);
});

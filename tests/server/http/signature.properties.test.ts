// Random requests, signed as HubSpot does, and every way to make another request of one signature.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signableUri, signatureV3 } from '../../../app/host/proxy/signature.ts';
import { checkSignature, type SignedRequest } from '../../../server/http/signature.ts';
import { Secret } from '../../../server/secret.ts';

const ORIGIN = 'https://atmost.example.com';
const SECRET = 'a secret of this test';
const NOW = 1_700_000_300_000;
const RUNS = 2_000;

type Pair = readonly [string, string];

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: readonly Pair[];
  readonly body: string;
  readonly timestamp: number;
  readonly portal: number;
  readonly user: number;
}

const text = fc.string({ unit: 'binary', maxLength: 12 }).map((one) => one.toWellFormed());
const asked: fc.Arbitrary<Asked> = fc
  .record({
    method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE'),
    path: fc
      .array(text.map(encodeURIComponent), { maxLength: 4 })
      .map((parts) => ['/api', ...parts].join('/')),
    others: fc.array(fc.tuple(text, text), { maxLength: 4 }),
    body: fc.oneof(
      fc.constant(''),
      fc.object({ maxDepth: 2 }).map((one) => JSON.stringify(one)),
    ),
    timestamp: fc.integer({ min: NOW - 300_000, max: NOW + 300_000 }),
    portal: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    user: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    order: fc.infiniteStream(fc.nat()),
  })
  .map(({ others, order, ...rest }) => {
    const own = others.filter(([name]) => name !== 'portalId' && name !== 'userId');
    const identity: Pair[] = [
      ['portalId', String(rest.portal)],
      ['userId', String(rest.user)],
    ];
    const pairs = [...own, ...identity].map((pair) => [order.next().value ?? 0, pair] as const);
    return { ...rest, query: pairs.sort(([a], [b]) => a - b).map(([, pair]) => pair) };
  });

const targetOf = ({ path, query }: Pick<Asked, 'path' | 'query'>): string =>
  `${path}?${query.map((pair) => pair.map(encodeURIComponent).join('=')).join('&')}`;

/** As the local portal's proxy signs it, which was written from HubSpot's documentation. */
function signed(request: Asked): SignedRequest & { readonly timestamp: string } {
  const { method, timestamp } = request;
  const target = targetOf(request);
  const rawBody = Buffer.from(request.body);
  const uri = signableUri(ORIGIN + target);
  const signature = signatureV3(SECRET, { method, uri, body: rawBody, timestamp });
  return { method, target, rawBody, timestamp: String(timestamp), signature };
}

const check = (request: SignedRequest) => checkSignature(request, ORIGIN, new Secret(SECRET), NOW);
const refused = (request: SignedRequest): void => {
  expect(check(request).ok, JSON.stringify(request)).toBe(false);
};
const flipped = (bytes: Buffer, bit: number): Buffer => {
  const altered = Buffer.from(bytes);
  const at = Math.floor(bit / 8) % bytes.length;
  altered[at] = (altered[at] ?? 0) ^ (1 << (bit % 8));
  return altered;
};

test('a genuine request is from the portal and the user that it names, and has its query', () => {
  fc.assert(
    fc.property(asked, (request) => {
      const { portal, user } = request;
      const genuine = signed(request);
      const query = new URL(genuine.target, 'https://app.example').searchParams;
      expect(check(genuine)).toEqual({ ok: true, value: { portal, user, query } });
    }),
    { numRuns: RUNS },
  );
});

test.each(['method', 'target', 'timestamp', 'signature'] as const)(
  'no bit of the %s can be flipped',
  (part) => {
    fc.assert(
      fc.property(asked, fc.nat(), (request, bit) => {
        const genuine = signed(request);
        const before = genuine[part] ?? '';
        const after = flipped(Buffer.from(before), bit).toString('latin1');
        // %3a is %3A: the one flip that is another way to write what HubSpot signed.
        fc.pre(part !== 'target' || signableUri(before) !== signableUri(after));
        refused({ ...genuine, [part]: after });
      }),
      { numRuns: RUNS },
    );
  },
);

test('no bit of the body can be flipped, and none can be added or taken away', () => {
  fc.assert(
    fc.property(asked, fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 3 }), (...given) => {
      const [request, bit, more] = given;
      const genuine = signed(request);
      refused({ ...genuine, rawBody: Buffer.concat([genuine.rawBody, more]) });
      fc.pre(genuine.rawBody.length > 0);
      refused({ ...genuine, rawBody: flipped(genuine.rawBody, bit) });
      refused({ ...genuine, rawBody: genuine.rawBody.subarray(0, -1) });
    }),
    { numRuns: RUNS },
  );
});

test('the parameters of the query cannot change places', () => {
  fc.assert(
    fc.property(asked, fc.nat(), fc.nat(), (request, one, other) => {
      const { query } = request;
      const [a, b] = [one % query.length, other % query.length];
      const swapped = query.map((pair, at) => query[at === a ? b : at === b ? a : at] ?? pair);
      const target = targetOf({ ...request, query: swapped });
      fc.pre(target !== targetOf(request));
      refused({ ...signed(request), target });
    }),
    { numRuns: RUNS },
  );
});

test('the signature of one request fits no other', () => {
  fc.assert(
    fc.property(asked, asked, (one, other) => {
      const [first, second] = [signed(one), signed(other)];
      fc.pre(first.signature !== second.signature);
      refused({ ...first, signature: second.signature });
    }),
    { numRuns: RUNS },
  );
});

test('no digit changes sides between address, body and time', () => {
  fc.assert(
    fc.property(asked, fc.nat({ max: 12 }), (request, digits) => {
      // Nothing but the portal's number before the time, and a number that ends in noughts.
      const bare = { ...request, body: '', portal: request.portal * 100 };
      const genuine = signed({ ...bare, query: identityOf(bare) });
      const { target, timestamp } = genuine;
      const moved = digits % 3;
      refused({
        ...genuine,
        target: target.slice(0, -1 - moved),
        timestamp: target.slice(-1 - moved) + timestamp,
      });
      refused({
        ...genuine,
        target: target + timestamp.slice(0, 1 + digits),
        timestamp: timestamp.slice(1 + digits),
      });
    }),
    { numRuns: RUNS },
  );
});

const identityOf = ({ portal, user }: Asked): readonly Pair[] => [
  ['userId', String(user)],
  ['portalId', String(portal)],
];

test('a body cannot become a part of the address', () => {
  fc.assert(
    fc.property(asked, (request) => {
      fc.pre(request.body !== '');
      const genuine = signed(request);
      const target = genuine.target + request.body;
      refused({ ...genuine, target, rawBody: Buffer.alloc(0) });
    }),
    { numRuns: RUNS },
  );
});

// Good inputs, spoiled: texts that are cut, stretched and mixed up, and JSON whose values became others.
import fc from 'fast-check';

const TOKENS = [
  ...['{', '}', '[', ']', ',', ':', ';', '"', "'", '\\', '\n', '\r\n', '\t', ' ', '%', '%00', '&'],
  ...['=', '?', '/', '..', '\u0000', '\uFEFF', '\u202E', '\uD800', '🙂', '-1', '1e999', '0x10'],
  ...['__proto__', 'constructor', 'null', 'true', '9'.repeat(400), 'a'.repeat(3_000)],
];

/** Changes a text; each is small, so that what is left still gets past the first checks. */
type Change = (text: string) => string;

const place = fc.double({ min: 0, max: 1, noNaN: true });
const at = (text: string, share: number): number => Math.floor(share * text.length);

const change: fc.Arbitrary<Change> = fc.oneof(
  place.map(
    (p): Change =>
      (text) =>
        text.slice(0, at(text, p)),
  ),
  fc.tuple(place, fc.nat({ max: 20 })).map(
    ([p, length]): Change =>
      (text) =>
        text.slice(0, at(text, p)) + text.slice(at(text, p) + length),
  ),
  fc.tuple(place, place).map(
    ([p, q]): Change =>
      (text) =>
        text.slice(0, at(text, p)) + text.slice(at(text, q)),
  ),
  fc.tuple(place, fc.oneof(fc.constantFrom(...TOKENS), fc.string({ maxLength: 5 }))).map(
    ([p, token]): Change =>
      (text) =>
        text.slice(0, at(text, p)) + token + text.slice(at(text, p)),
  ),
  fc.tuple(place, fc.nat({ max: 15 })).map(([p, bit]): Change => (text) => {
    const letter = text.charCodeAt(at(text, p)) || 0;
    const flipped = String.fromCharCode(letter ^ (1 << bit));
    return text.slice(0, at(text, p)) + flipped + text.slice(at(text, p) + 1);
  }),
);

/** Several changes, one after the other; sometimes none. */
export const changes: fc.Arbitrary<Change> = fc
  .array(change, { maxLength: 4 })
  .map((all) => (text) => all.reduce((left, one) => one(left), text).slice(0, 20_000));

/** One of these texts, spoiled, or a text of its own. */
export function textNear(...good: readonly string[]): fc.Arbitrary<string> {
  const spoiled = fc.tuple(fc.constantFrom(...good), changes).map(([text, spoil]) => spoil(text));
  return fc.oneof(
    { weight: 8, arbitrary: spoiled },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
    { weight: 1, arbitrary: fc.json() },
  );
}

/** What JSON may hold where something else is expected. */
const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    ...[null, true, false, '', 'x', '0-1', '2-1', '\u0000', '\uD800', 'x'.repeat(5_000)],
    ...[0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 53), 1e308, 5e-324],
    ...['2026-11-24T10:00:00.000Z', '99999999999999999999', 'USER_DEFINED'],
  ),
  fc.constantFrom('[]', '{}', '[null]', '{"__proto__":{"a":1}}', '{"constructor":1}').map(parsed),
  // Deeper ones are sent as text: cloning them takes more stack than there is.
  fc.nat({ max: 2 }).map((size) => nested(10 ** size)),
  fc.array(fc.constant(0), { maxLength: 300 }),
  fc.jsonValue({ maxDepth: 3 }),
);

function parsed(text: string): unknown {
  return JSON.parse(text);
}

function nested(depth: number): unknown {
  return parsed('['.repeat(depth) + ']'.repeat(depth));
}

interface Exchange {
  readonly at: number;
  readonly kind: 'replace' | 'remove' | 'double' | 'rename';
  readonly value: unknown;
}

const exchange: fc.Arbitrary<Exchange> = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'double', 'rename'),
  value: anyValue,
});

/** Puts other values somewhere into a JSON value; the value itself stays as it is. */
export const exchanges: fc.Arbitrary<(good: unknown) => unknown> = fc
  .array(exchange, { maxLength: 3 })
  .map((all) => (good) => all.reduce<unknown>(exchanged, structuredClone(good)));

function exchanged(value: unknown, { at: where, kind, value: other }: Exchange): unknown {
  const places = placesOf(value);
  const found = places[where % (places.length + 1)];
  if (!found) return structuredClone(other);
  const { holder, name } = found;
  if (Array.isArray(holder)) {
    const index = Number(name);
    if (kind === 'remove') holder.splice(index, 1);
    else if (kind === 'double') holder.push(structuredClone(holder[index]));
    else holder[index] = structuredClone(other);
    return value;
  }
  const before: unknown = Reflect.get(holder, name);
  if (kind === 'remove' || kind === 'rename') Reflect.deleteProperty(holder, name);
  const put = kind === 'rename' ? `${name}_` : name;
  const given = kind === 'rename' ? before : structuredClone(other);
  if (kind !== 'remove') Object.defineProperty(holder, put, { ...PLAIN, value: given });
  return value;
}

const PLAIN = { configurable: true, enumerable: true, writable: true } as const;

/** Every place of a JSON value that can hold another. */
function placesOf(value: unknown): readonly { holder: object; name: string }[] {
  const places: { holder: object; name: string }[] = [];
  const left: unknown[] = [value];
  while (left.length > 0 && places.length < 2_000) {
    const holder = left.pop();
    if (typeof holder !== 'object' || holder === null) continue;
    for (const [name, inner] of Object.entries(holder) as [string, unknown][]) {
      places.push({ holder, name });
      left.push(inner);
    }
  }
  return places;
}

/** One of these values, spoiled, or a value of its own. */
export function jsonNear(...good: readonly unknown[]): fc.Arbitrary<unknown> {
  const spoiled = fc
    .tuple(fc.constantFrom(...good), exchanges)
    .map(([value, spoil]) => spoil(value));
  return fc.oneof({ weight: 9, arbitrary: spoiled }, { weight: 1, arbitrary: anyValue });
}

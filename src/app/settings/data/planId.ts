// Plan ids are made here, before the first request: HubSpot's proxy may deliver a request twice,
// and two deliveries with one id are one plan.

/** What a worker offers; outside a secure context `randomUUID` is missing. */
export interface RandomSource {
  readonly randomUUID?: () => string;
  readonly getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array;
}

/** A random UUID (version 4). */
export function newPlanId(source: RandomSource = globalThis.crypto): string {
  return source.randomUUID === undefined
    ? uuidFrom(source.getRandomValues(new Uint8Array(16)))
    : source.randomUUID();
}

/** RFC 9562: four bits say version 4, two say the variant. */
function uuidFrom(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte, index) => {
    const marked = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
    return marked.toString(16).padStart(2, '0');
  }).join('');
  return [8, 12, 16, 20, 32]
    .map((end, index, ends) => hex.slice(ends[index - 1] ?? 0, end))
    .join('-');
}

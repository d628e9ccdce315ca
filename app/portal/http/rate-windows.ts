// The rolling ten-second window of each portal, shorter when time is scaled.

/** HubSpot's TEN_SECONDLY_ROLLING policy. */
const tenSeconds = 10_000;

/** How long a call counts when time runs `timeScale` times as fast. */
export function windowMilliseconds(timeScale: number): number {
  return Math.max(1, Math.round(tenSeconds / timeScale));
}

export interface RatePolicy {
  /** Calls per window. */
  readonly limit: number;
  readonly windowMilliseconds: number;
}

export type Admission =
  | { readonly kind: 'admitted'; readonly remaining: number }
  | { readonly kind: 'full'; readonly freeInMilliseconds: number };

export class RateWindows {
  #admitted = new Map<number, number[]>();

  /** Admits a call when fewer than the limit were admitted in the window that ends now. */
  admit(
    portalId: number,
    { limit, windowMilliseconds: length }: RatePolicy,
    now: number,
  ): Admission {
    const recent = (this.#admitted.get(portalId) ?? []).filter((at) => at > now - length);
    const oldest = recent[recent.length - limit];
    if (oldest !== undefined) {
      this.#admitted.set(portalId, recent);
      return { kind: 'full', freeInMilliseconds: oldest + length - now };
    }
    recent.push(now);
    this.#admitted.set(portalId, recent);
    return { kind: 'admitted', remaining: limit - recent.length };
  }

  clear(): void {
    this.#admitted.clear();
  }
}

// The rolling ten-second window of each portal.

/** HubSpot's TEN_SECONDLY_ROLLING policy. */
export const windowMilliseconds = 10_000;

export type Admission =
  | { readonly kind: 'admitted'; readonly remaining: number }
  | { readonly kind: 'full'; readonly freeInMilliseconds: number };

export class RateWindows {
  #admitted = new Map<number, number[]>();

  /** Admits a call when fewer than `limit` were admitted in the last ten seconds. */
  admit(portalId: number, limit: number, now: number): Admission {
    const recent = (this.#admitted.get(portalId) ?? []).filter(
      (at) => at > now - windowMilliseconds,
    );
    const oldest = recent[recent.length - limit];
    if (oldest !== undefined) {
      this.#admitted.set(portalId, recent);
      return { kind: 'full', freeInMilliseconds: oldest + windowMilliseconds - now };
    }
    recent.push(now);
    this.#admitted.set(portalId, recent);
    return { kind: 'admitted', remaining: limit - recent.length };
  }

  clear(): void {
    this.#admitted.clear();
  }
}

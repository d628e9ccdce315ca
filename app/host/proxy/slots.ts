// HubSpot lets an app send 20 calls at once per account.
export const mostAtOnce = 20;

export interface Slots {
  /** Takes a slot of `portalId`; undefined when none is free. Call the result to give it back. */
  take(portalId: number): (() => void) | undefined;
}

export function createSlots(): Slots {
  const taken = new Map<number, number>();
  return {
    take(portalId) {
      const running = taken.get(portalId) ?? 0;
      if (running >= mostAtOnce) return undefined;
      taken.set(portalId, running + 1);
      return () => taken.set(portalId, (taken.get(portalId) ?? 1) - 1);
    },
  };
}

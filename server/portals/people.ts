// The names of a portal's users, asked of HubSpot when they are shown. They are personal data, so
// they are kept in memory for some minutes and never stored.
import type { Clock } from '../clock.ts';
import type { PortalFacts } from '../hubspot/portal-facts.ts';
import type { PortalId, UserId } from '../ids.ts';

const REMEMBERED_MS = 5 * 60_000;
/** Beyond this many, the oldest is forgotten. */
const MOST_REMEMBERED = 5_000;

export interface People {
  /** First and last name; null where HubSpot does not say. */
  nameOf(portal: PortalId, user: UserId): Promise<string | null>;
}

/** People by HubSpot's users call. */
export function createPeople(facts: Pick<PortalFacts, 'userName'>, clock: Clock): People {
  const remembered = new Map<string, { readonly until: number; readonly name: string | null }>();
  const forgetOld = (now: number): void => {
    // All are remembered equally long, so they lie in the order in which they end.
    for (const [key, { until }] of remembered) {
      if (until > now) break;
      remembered.delete(key);
    }
  };
  return {
    async nameOf(portal, user) {
      forgetOld(clock.now());
      const key = `${String(portal)}/${String(user)}`;
      const known = remembered.get(key);
      if (known) return known.name;
      const name = await facts.userName(portal, user);
      // The history can be read without names: a call that failed is only asked again next time.
      if (!name.ok) return null;
      remembered.delete(key);
      remembered.set(key, { until: clock.now() + REMEMBERED_MS, name: name.value });
      const oldest = remembered.size > MOST_REMEMBERED ? remembered.keys().next().value : undefined;
      if (oldest !== undefined) remembered.delete(oldest);
      return name.value;
    },
  };
}

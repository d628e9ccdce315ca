// Stays under HubSpot's rolling rate limit: one budget per portal for all servers on one store. Each
// call reserves its moment in one statement, calls evenly spaced after a small burst, so that a
// rolling window never holds more than HubSpot allows and nobody asks twice for a place. (A library's
// windows were tried: those of one second leave a tenth of HubSpot's rate unused, and every waiting
// caller wakes and asks again.)
import { sql } from 'kysely';
import { failed, success, type Result } from '#domain/result.ts';
import type { Clock } from '../clock.ts';
import type { PortalId } from '../ids.ts';
import type { Database } from '../storage/database.ts';
import { readAllowance, USUAL_ALLOWANCE, type Allowance } from './allowance.ts';

/** HubSpot's specification declares some calls exempt from its ten-second window. */
export type Budget = 'counted' | 'declared_exempt';

export interface Pace {
  /**
   * Waits for a place in the portal's budget. Fails without waiting where the wait would pass
   * `deadline` (milliseconds since 1970), with the time to come back after.
   */
  take(
    portal: PortalId,
    deadline: number,
    budget: Budget,
  ): Promise<Result<null, { readonly retryAfterMs: number }>>;
  /** Learns from an answer's X-HubSpot-RateLimit headers, or from their absence. */
  observe(portal: PortalId, headers: Headers, budget: Budget): Promise<void>;
  /** After a 429: nobody calls this portal for so long. */
  hold(portal: PortalId, milliseconds: number): Promise<void>;
}

/** The database's own clock, so that servers whose clocks differ agree about a moment. */
const nowUs = sql<number>`(extract(epoch from clock_timestamp()) * 1000000)::bigint`;

/** A pacer over the store's `portal_pace` table. */
export function createPace({ db }: Pick<Database, 'db'>, clock: Clock): Pace {
  const allowances = new Map<PortalId, Allowance>();
  /** Portals whose declared exemption held at the last look. */
  const exempt = new Set<PortalId>();
  const allowanceOf = (portal: PortalId): Allowance => allowances.get(portal) ?? USUAL_ALLOWANCE;

  /** Microseconds until the reserved moment; null: it would come later than `patienceUs`. */
  const reserve = async (portal: PortalId, patienceUs: number): Promise<number | null> => {
    const { everyUs, burst } = allowanceOf(portal);
    const leadUs = (burst - 1) * everyUs;
    const begun = sql`greatest(p.free_at_us, ${nowUs})`;
    const { rows } = await sql<{ wait_us: number }>`
      insert into portal_pace as p (portal_id, free_at_us) values (${portal}, ${nowUs} + ${everyUs})
      on conflict (portal_id) do update set free_at_us = ${begun} + ${everyUs}
      where ${begun} - ${leadUs}::bigint <= ${nowUs} + ${patienceUs}::bigint
      returning greatest(0, free_at_us - ${everyUs} - ${leadUs}::bigint - ${nowUs}) as wait_us
    `.execute(db);
    return rows[0]?.wait_us ?? null;
  };

  const comeBackMs = async (portal: PortalId): Promise<number> => {
    const { everyUs, burst } = allowanceOf(portal);
    const { rows } = await sql<{ wait_us: number }>`
      select free_at_us - ${(burst - 1) * everyUs}::bigint - ${nowUs} as wait_us
      from portal_pace where portal_id = ${portal}
    `.execute(db);
    return Math.max(1, Math.ceil((rows[0]?.wait_us ?? 0) / 1_000));
  };

  const hold = async (portal: PortalId, milliseconds: number): Promise<void> => {
    const { everyUs, burst } = allowanceOf(portal);
    const until = sql`${nowUs} + ${Math.ceil(milliseconds) * 1_000 + (burst - 1) * everyUs}::bigint`;
    await sql`
      insert into portal_pace as p (portal_id, free_at_us) values (${portal}, ${until})
      on conflict (portal_id) do update set free_at_us = greatest(p.free_at_us, ${until})
    `.execute(db);
    exempt.delete(portal);
  };

  return {
    hold,

    async take(portal, deadline, budget) {
      if (budget === 'declared_exempt' && exempt.has(portal)) return success(null);
      const patienceMs = Math.max(0, deadline - clock.now());
      const waitUs = await reserve(portal, patienceMs * 1_000);
      if (waitUs === null) return failed({ retryAfterMs: await comeBackMs(portal) });
      if (waitUs > 0) await clock.sleep(Math.ceil(waitUs / 1_000));
      return success(null);
    },

    async observe(portal, headers, budget) {
      const told = readAllowance(headers);
      if (budget === 'declared_exempt') {
        if (told === null) exempt.add(portal);
        else exempt.delete(portal);
      }
      if (told === null) return;
      allowances.set(portal, told.allowance);
      // The window rolls: with nothing left, the oldest calls leave it little by little.
      if (told.remaining === 0) await hold(portal, NOTHING_LEFT_MS);
    },
  };
}

const NOTHING_LEFT_MS = 1_000;

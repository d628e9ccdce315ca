// Stays under HubSpot's rolling rate limit: one budget per portal for all servers on one store. The
// store remembers the moments of a portal's latest calls. Each call reserves its own in one statement,
// the first that leaves no rolling window with more than HubSpot allows, so that the whole allowance
// may go at once and nobody asks twice for a place. (A library's windows were tried: those of one
// second leave a tenth of HubSpot's rate unused, and every waiting caller wakes and asks again.)
import { sql } from 'kysely';
import { failed, success, type Result } from '#domain/result.ts';
import type { Clock } from '../clock.ts';
import type { PortalId } from '../ids.ts';
import type { Database } from '../storage/database.ts';
import { MOST_KEPT, readAllowance, USUAL_ALLOWANCE, type Allowance } from './allowance.ts';

/** HubSpot's specification declares some calls exempt from its ten-second window. */
export type Budget = 'counted' | 'declared_exempt';

/**
 * Who waits for a call. A person takes any place that is free. A plan does, too, but leaves some for
 * people. What goes on in the background goes evenly, and steps back for a moment whenever one of the
 * others calls.
 */
export type Lane = 'person' | 'plan' | 'background';

export interface Asking {
  /** Milliseconds since 1970. */
  readonly deadline: number;
  readonly budget: Budget;
  readonly lane: Lane;
}

export interface Pace {
  /**
   * Waits for a place in the portal's budget. Fails without waiting where the wait would pass the
   * deadline, with the time to come back after.
   */
  take(portal: PortalId, asking: Asking): Promise<Result<null, { readonly retryAfterMs: number }>>;
  /** Learns from an answer's X-HubSpot-RateLimit headers, or from their absence. */
  observe(portal: PortalId, headers: Headers, budget: Budget): Promise<void>;
  /** After a 429: nobody calls this portal for so long, and then all go evenly for a window. */
  hold(portal: PortalId, milliseconds: number): Promise<void>;
}

interface Place {
  /** Microseconds since 1970, by the database's clock. */
  readonly atUs: number;
  readonly waitUs: number;
}

/** The database's own clock, so that servers whose clocks differ agree about a moment. */
const nowUs = sql<number>`(extract(epoch from clock_timestamp()) * 1000000)::bigint`;

/** A pacer over the store's `portal_pace` table. */
export function createPace({ db }: Pick<Database, 'db'>, clock: Clock): Pace {
  const allowances = new Map<PortalId, Allowance>();
  /** Portals whose declared exemption held at the last look. */
  const exempt = new Set<PortalId>();
  const allowanceOf = (portal: PortalId): Allowance => allowances.get(portal) ?? USUAL_ALLOWANCE;

  /**
   * The first free moment and the microseconds until then; it is reserved unless that is later than
   * `patienceUs`. Moments still to come count like those that were, so whatever lies between them
   * fits. The row is locked before the clock is read: who waited for the lock is not late. All moments
   * of the window are kept, also by a server that has not heard yet how many the portal allows.
   */
  const reserve = async (portal: PortalId, lane: Lane, patienceUs: number): Promise<Place> => {
    const { calls, spanUs, everyUs, leadUs, kept, momentUs } = allowanceOf(portal);
    const forLane = lane === 'person' ? calls : calls - kept;
    const { rows } = await sql<Place>`
      with pace as materialized (
        select * from portal_pace where portal_id = ${portal} for update
      ), seen as materialized (
        select *, ${lane === 'background'} or held_until_us > now_us - ${spanUs}::bigint as evenly
        from (select *, ${nowUs} as now_us from pace) as pace
      ), place as materialized (
        select *, greatest(
          now_us,
          held_until_us,
          taken_us[${calls}::integer] + ${spanUs}::bigint,
          taken_us[${forLane}::integer] + ${spanUs - momentUs}::bigint,
          case when evenly then free_at_us - ${leadUs}::bigint end
        ) as at_us from seen
      ), reserved as (
        update portal_pace set
          taken_us = array(
            select taken from unnest(place.taken_us || at_us) as taken
            where taken > now_us - ${spanUs}::bigint order by taken desc limit ${MOST_KEPT}
          ),
          free_at_us = case
            when evenly then greatest(place.free_at_us, now_us) + ${everyUs}::bigint
            else greatest(place.free_at_us, at_us + ${momentUs + leadUs}::bigint)
          end
        from place
        where portal_pace.portal_id = place.portal_id and at_us <= now_us + ${patienceUs}::bigint
      )
      select at_us as "atUs", at_us - now_us as "waitUs" from place
    `.execute(db);
    const [row] = rows;
    if (row) return row;
    // The portal's first call ever.
    await sql`insert into portal_pace (portal_id, free_at_us) values (${portal}, 0)
      on conflict do nothing`.execute(db);
    return reserve(portal, lane, patienceUs);
  };

  /** After a 429 on any server, whether the hold goes on after this moment. */
  const isHeld = async (portal: PortalId, after: number | typeof nowUs): Promise<boolean> => {
    const { rows } = await sql`
      select from portal_pace where portal_id = ${portal} and held_until_us > ${after}
    `.execute(db);
    return rows.length > 0;
  };

  const take: Pace['take'] = async (portal, asking) => {
    const { deadline, budget, lane } = asking;
    const isExempt = budget === 'declared_exempt' && exempt.has(portal);
    if (isExempt && !(await isHeld(portal, nowUs))) return success(null);
    const patienceUs = Math.max(0, deadline - clock.now()) * 1_000;
    const { atUs, waitUs } = await reserve(portal, lane, patienceUs);
    const waitMs = Math.ceil(waitUs / 1_000);
    if (waitUs > patienceUs) return failed({ retryAfterMs: waitMs });
    if (waitMs === 0) return success(null);
    await clock.sleep(waitMs);
    // A 429 may have come meanwhile. Shorter pauses are for those who come after them: whoever waits
    // would lose its turn at each of them where somebody else uses the window up.
    const isRefused = await isHeld(portal, atUs + allowanceOf(portal).momentUs);
    return isRefused ? take(portal, asking) : success(null);
  };

  const hold = async (portal: PortalId, milliseconds: number): Promise<void> => {
    const until = sql`${nowUs} + ${Math.ceil(milliseconds) * 1_000}::bigint`;
    const free = sql`${until} + ${allowanceOf(portal).leadUs}::bigint`;
    await sql`
      insert into portal_pace as p (portal_id, free_at_us, held_until_us)
      values (${portal}, ${free}, ${until})
      on conflict (portal_id) do update set
        free_at_us = greatest(p.free_at_us, excluded.free_at_us),
        held_until_us = greatest(p.held_until_us, excluded.held_until_us)
    `.execute(db);
    exempt.delete(portal);
  };

  return {
    hold,

    take,

    async observe(portal, headers, budget) {
      const told = readAllowance(headers);
      if (budget === 'declared_exempt') {
        if (told === null) exempt.add(portal);
        else exempt.delete(portal);
      }
      if (told === null) return;
      allowances.set(portal, told.allowance);
      // The window rolls: with nothing left, the oldest calls leave it little by little.
      if (told.remaining === 0) await hold(portal, told.allowance.momentUs / 1_000);
    },
  };
}

// What is stored of a portal, for whoever measures reads of it: read once from the emulated HubSpot,
// and copied to other portals where more are wanted than were read.
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { portalTables } from '../../server/storage/portal-tables.ts';
import type { BenchServer, PortalSide } from './world.ts';

/** The overview's first page. */
export const FIRST_PAGE = '/api/overview';

/** Has the server read the whole portal. */
export async function readPortal(portal: PortalSide): Promise<void> {
  await portal.ask('refreshOverview', 'POST', '/api/overview/refresh');
  for (;;) {
    const { refresh } = await portal.ask('overview', 'GET', FIRST_PAGE);
    if (refresh?.state === 'done') return;
    if (refresh?.state === 'stopped') throw new Error(refresh.problem ?? 'The reading stopped.');
    await sleep(250);
  }
}

/** Other portals like each of these: all that is stored of it under the numbers that follow its own. */
export async function copyPortals(
  server: BenchServer,
  portals: readonly number[],
  count: number,
): Promise<readonly (readonly number[])[]> {
  const copies = portals.map((portal) =>
    Array.from({ length: count }, (_, index) => portal + 1 + index),
  );
  await server.restart(async ({ db }) => {
    for (const table of await portalTables(db)) {
      const into = sql.table(table);
      for (const [index, portal] of portals.entries()) {
        await sql`
          insert into ${into} select copy.* from ${into} read
            cross join unnest(${copies[index] ?? []}::bigint[]) as number
            cross join jsonb_populate_record(null::${into},
              to_jsonb(read) || jsonb_build_object('portal_id', number)) as copy
          where read.portal_id = ${portal} on conflict do nothing`.execute(db);
      }
    }
  });
  return copies;
}

/** Milliseconds in which the signed first page is answered, to the last byte. */
export async function firstPageMs(server: BenchServer, portal: number): Promise<number> {
  const { target, headers } = server.of(portal).sign(FIRST_PAGE);
  const begun = performance.now();
  const response = await fetch(server.url + target, { headers });
  await response.text();
  const taken = performance.now() - begun;
  if (!response.ok) throw new Error(`The first page was answered ${String(response.status)}.`);
  return taken;
}

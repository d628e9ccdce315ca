// Jobs of a server that died go on within two seconds: pg-boss would wait for a missed heartbeat.
import * as v from 'valibot';
import { systemClock } from '../clock.ts';
import { faultOf } from '../log.ts';
import { storeTrouble } from '../storage/trouble.ts';
import type { Boss } from './boss.ts';

const LOOK_MS = 500;
/**
 * A job that nobody holds at so many looks in a row is an orphan. Fewer would also strike a job that
 * was fetched and is about to be held, and servers whose sessions PostgreSQL has just ended.
 */
const LOOKS = 3;

const activeSchema = v.array(v.object({ id: v.pipe(v.string(), v.uuid()), portal: v.string() }));
const ACTIVE = `select id, group_id as portal from pgboss.job
  where name = $1 and state = 'active' and group_id is not null`;

/**
 * Under a new id: a server that lives, and only lost its session, still works on the old one. pg-boss
 * tells attempts apart by their count, which stays as it was, so its end would be taken for the end of
 * whoever works on the job by then.
 */
const PUT_BACK = `update pgboss.job
  set id = gen_random_uuid(), state = 'created', started_on = null, heartbeat_on = null
  where name = $1 and id = any($2::uuid[]) and state = 'active'`;

/** The name under which a server holds what it does for a portal. */
export const holdOf = (queue: string, portal: string): string => `${queue} ${portal}`;

/** Looks for orphans of the queue until pg-boss stops. */
export function takeUpOrphans(running: Boss, queue: string): void {
  const state = { stopped: false };
  running.boss.once('stopped', () => {
    state.stopped = true;
  });
  const look = lookForOrphans(running, queue);
  const keepLooking = async (): Promise<void> => {
    while (!state.stopped) {
      await look().catch((error: unknown) => {
        // The store is away: nothing can be said about any job until it is back.
        if (storeTrouble(error) !== null) return;
        running.log.warn({ event: 'orphans_not_looked_for', queue, fault: faultOf(error) });
      });
      await systemClock.sleep(LOOK_MS);
    }
  };
  void keepLooking();
}

/** One look; puts those back into the queue that were orphans at the looks before as well. */
function lookForOrphans({ database, log }: Boss, queue: string): () => Promise<void> {
  let suspects = new Map<string, number>();
  return async () => {
    const { rows } = await database.sql.executeSql(ACTIVE, [queue]);
    const active = v.parse(activeSchema, rows);
    if (active.length === 0) {
      suspects = new Map();
      return;
    }
    const held = await database.holds.held(active.map(({ portal }) => holdOf(queue, portal)));
    const loose = active.filter(({ portal }) => !held.has(holdOf(queue, portal)));
    suspects = new Map(loose.map(({ id }) => [id, (suspects.get(id) ?? 0) + 1]));
    const orphans = [...suspects].filter(([, looks]) => looks >= LOOKS).map(([id]) => id);
    if (orphans.length === 0) return;
    // Not as failed: what a job was killed for is not its fault, so it waits for no retry.
    await database.sql.executeSql(PUT_BACK, [queue, orphans]);
    log.info({ event: 'jobs_taken_up', queue, jobs: orphans.length });
  };
}

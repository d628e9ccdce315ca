// How much work waits in the queue, asked of the store at each scrape.
import * as v from 'valibot';
import type { Database } from '../storage/database.ts';
import type { QueueDepth } from './metrics.ts';

/** PostgreSQL's large numbers come as texts. */
const count = v.pipe(v.unknown(), v.toNumber(), v.finite());

const rowsSchema = v.array(
  v.object({
    queue: v.string(),
    state: v.string(),
    jobs: count,
    oldest_seconds: count,
  }),
);

const DEPTHS = `select name as queue, state::text as state, count(*) as jobs,
    coalesce(max(extract(epoch from now() - greatest(created_on, start_after))), 0) as oldest_seconds
  from pgboss.job where state in ('created', 'retry', 'active') and start_after <= now()
  group by name, state`;

/** Jobs that could run by now, by queue and state; null where the store does not answer. */
export async function readQueueDepths({ sql }: Database): Promise<readonly QueueDepth[] | null> {
  // Whatever it is, it is told as "the store is not up", and other metrics stay readable.
  const answer = await sql.executeSql(DEPTHS, []).catch(() => null);
  if (answer === null) return null;
  return v.parse(rowsSchema, answer.rows).map((row) => ({
    queue: row.queue,
    state: row.state,
    jobs: row.jobs,
    oldestSeconds: row.oldest_seconds,
  }));
}

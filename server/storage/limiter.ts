// Budgets in the store's `call_pace` table, shared by all servers on one store.
import {
  RateLimiterPostgres,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import type { Database } from './database.ts';

export interface Budget {
  /** Budgets of one prefix never touch another's. */
  readonly keyPrefix: string;
  readonly points: number;
  /** Seconds after which a budget is whole again, counted from its first use. */
  readonly duration: number;
}

/** The library's limiter over a store that is open already. */
export function createLimiter(database: Database, budget: Budget): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: { query: queryOf(database) },
    storeType: 'client',
    tableName: 'call_pace',
    tableCreated: true,
    clearExpiredByTimeout: false,
    ...budget,
  });
}

/** Milliseconds to wait; 0: the points are taken. */
export async function consume(
  limiter: RateLimiterAbstract,
  key: number | string,
  points: number,
): Promise<number> {
  try {
    await limiter.consume(key, points);
    return 0;
  } catch (refused) {
    // The library refuses by throwing its result; anything else is the store failing.
    if (refused instanceof RateLimiterRes) return Math.max(1, refused.msBeforeNext);
    throw refused;
  }
}

/** The part of a `pg` client that the library uses. */
function queryOf(database: Database) {
  return (query: { text: string; values?: unknown[] }) =>
    database.sql.executeSql(query.text, query.values);
}

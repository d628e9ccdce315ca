// Tells the log when the store goes away and when it is back, once each: whoever uses the store in
// between fails many times a second, and a log of that would fill the next disk.
import { repeat } from '../clock.ts';
import { faultOf, type Log } from '../log.ts';
import type { Database } from '../storage/database.ts';
import { storeTrouble, type StoreTrouble } from '../storage/trouble.ts';

export type StoreState = 'ready' | StoreTrouble;

const EVERY_MS = 1_000;

/** Asks the store whether it can be used. */
export async function stateOfStore(database: Pick<Database, 'ping'>): Promise<StoreState> {
  return (await troubleOf(database))?.state ?? 'ready';
}

/** Looks every second; returns what ends that. */
export function watchStore(database: Pick<Database, 'ping'>, log: Log): () => void {
  let known: StoreState = 'ready';
  return repeat(EVERY_MS, async () => {
    const trouble = await troubleOf(database);
    const now = trouble?.state ?? 'ready';
    if (now === known) return;
    known = now;
    if (trouble) log.error({ event: 'store_unavailable', reason: now, fault: trouble.fault });
    else log.info({ event: 'store_available' });
  });
}

async function troubleOf(database: Pick<Database, 'ping'>) {
  try {
    await database.ping();
    return null;
  } catch (error) {
    // Whatever it is, the store cannot be used.
    return { state: storeTrouble(error) ?? 'store_unavailable', fault: faultOf(error) };
  }
}

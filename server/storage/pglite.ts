// PGlite in a thread of its own. In the server's it would stop everything for as long as it works on a
// statement: no request would be read, no connection let in, and one of two processors would idle.
import { Worker } from 'node:worker_threads';
import type { QueryOptions, Results } from '@electric-sql/pglite';
import { errorFrom, type Answer, type Asked, type Numbered } from './pglite-messages.ts';
import { StoreClosedToUse } from './trouble.ts';

export type Query = <Row>(
  text: string,
  values?: unknown[],
  options?: Pick<QueryOptions, 'rowMode'>,
) => Promise<Results<Row>>;

export interface Pglite {
  readonly query: Query;
  /** Several statements, without parameters. */
  exec(text: string): Promise<Results[]>;
  /** Commits when the work has ended well, else takes all of it back and throws what it threw. */
  transaction<Value>(work: (query: Query) => Promise<Value>): Promise<Value>;
  readonly closed: boolean;
  close(): Promise<void>;
}

const THREAD = new URL('pglite-thread.ts', import.meta.url);

/** Opens PGlite in the folder. Throws what PGlite throws, with its code. */
export async function startPglite(folder: string, program = THREAD): Promise<Pglite> {
  const thread = new Worker(program, { workerData: folder });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const state = { asked: 0, closed: false };

  const ask = (asked: Asked): Promise<unknown> => {
    if (state.closed) return Promise.reject(closed());
    state.asked += 1;
    const answered = Promise.withResolvers<unknown>();
    waiting.set(state.asked, answered);
    // Only who waits for an answer keeps the process alive.
    thread.ref();
    thread.postMessage({ id: state.asked, asked } satisfies Numbered);
    return answered.promise;
  };
  thread.on('message', (answer: Answer) => {
    const answered = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) thread.unref();
    if ('failure' in answer) answered?.reject(errorFrom(answer.failure));
    else answered?.resolve(answer.value);
  });
  thread.on('exit', (code) => {
    const { closed: isMeant } = state;
    state.closed = true;
    for (const { reject } of waiting.values()) reject(closed());
    waiting.clear();
    // Nothing works without its store: whoever looks after the process starts it again.
    if (!isMeant) throw new Error(`The embedded store ended by itself (${String(code)}).`);
  });
  const stop = async (): Promise<void> => {
    state.closed = true;
    await thread.terminate();
  };

  const queryIn =
    (transaction: number | null): Query =>
    async <Row>(text: string, values?: unknown[], options?: Pick<QueryOptions, 'rowMode'>) =>
      (await ask({ kind: 'query', text, values, options, transaction })) as Results<Row>;

  try {
    await ask({ kind: 'open' });
  } catch (cause) {
    await stop();
    throw cause;
  }
  return {
    query: queryIn(null),
    exec: async (text) => (await ask({ kind: 'exec', text })) as Results[],
    async transaction(work) {
      const transaction = (await ask({ kind: 'begin' })) as number;
      const end = (commit: boolean) => ask({ kind: 'end', transaction, commit });
      try {
        const value = await work(queryIn(transaction));
        await end(true);
        return value;
      } catch (cause) {
        // Also after a commit that failed: then there is nothing left to end.
        await end(false).catch(() => undefined);
        throw cause;
      }
    },
    get closed() {
      return state.closed;
    },
    async close() {
      await ask({ kind: 'close' });
      await stop();
    },
  };
}

const closed = (): StoreClosedToUse =>
  new StoreClosedToUse('08003', 'The embedded store is closed.');

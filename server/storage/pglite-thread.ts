// The thread in which PGlite runs: it does what it is asked, and answers.
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, types as pgliteTypes, type Transaction } from '@electric-sql/pglite';
import { failureFrom, type Answer, type Asked, type Numbered } from './pglite-messages.ts';
import { safeInteger } from './safe-integer.ts';

interface Open {
  readonly transaction: Transaction;
  readonly end: PromiseWithResolvers<null>;
  readonly ended: Promise<unknown>;
}

const port = parentPort;
if (!port) throw new Error('Only to be started as a thread.');

const say = (answer: Answer): void => {
  port.postMessage(answer);
};

const opening = PGlite.create({
  dataDir: workerData as string,
  parsers: { [pgliteTypes.INT8]: safeInteger },
});
// Whoever asks is told.
opening.catch(() => undefined);
const open = new Map<number, Open>();

port.on('message', ({ id, asked }: Numbered) => {
  work(asked, id).then(
    (value) => {
      say({ id, value });
    },
    (error: unknown) => {
      say({ id, failure: failureFrom(error) });
    },
  );
});

async function work(asked: Asked, id: number): Promise<unknown> {
  const pglite = await opening;
  switch (asked.kind) {
    case 'open':
      return undefined;
    case 'query': {
      const on = asked.transaction === null ? pglite : transactionOf(asked.transaction).transaction;
      return on.query(asked.text, asked.values, asked.options);
    }
    case 'exec':
      return pglite.exec(asked.text);
    case 'begin':
      return begin(pglite, id);
    case 'end': {
      const { end, ended } = transactionOf(asked.transaction);
      open.delete(asked.transaction);
      if (asked.commit) end.resolve(null);
      else end.reject(new RolledBack());
      return ended;
    }
    case 'close':
      return pglite.close();
  }
}

class RolledBack extends Error {}

/** A transaction is known by the number of the message that began it. */
function begin(pglite: PGlite, id: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const end = Promise.withResolvers<null>();
    const ended = pglite
      .transaction((transaction) => {
        open.set(id, { transaction, end, ended });
        resolve(id);
        return end.promise;
      })
      .catch((error: unknown) => {
        if (!(error instanceof RolledBack)) throw error;
      });
    // Where it has begun, whoever ends it is told.
    ended.catch(reject);
  });
}

function transactionOf(id: number): Open {
  const found = open.get(id);
  if (!found) throw new Error('There is no such transaction.');
  return found;
}

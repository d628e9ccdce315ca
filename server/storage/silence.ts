// How long PostgreSQL may be silent. A machine that vanishes without a goodbye, as at a failover, leaves
// connections that look open: TCP alone would wait a quarter of an hour for an answer, and no statement
// would fail and nobody be told before.
import { Socket } from 'node:net';
import { inTime } from '../clock.ts';
import { StoreClosedToUse, WORDS_OF_SILENCE } from './trouble.ts';

export interface Patience {
  /** Milliseconds without a byte after which a connection is given up; no statement of ours is so long. */
  readonly silentMs: number;
  /** Milliseconds after which a store that was asked whether it is there counts as away. */
  readonly pingMs: number;
}

export const PATIENCE: Patience = { silentMs: 60_000, pingMs: 5_000 };

/** A connection's socket, which ends itself; whoever waits for a statement on it is told. */
export function impatientSocket({ silentMs }: Patience): Socket {
  const socket = new Socket();
  socket.setTimeout(silentMs, () => socket.destroy());
  return socket;
}

/** Whether a client of `pg` gave a statement up because it was not answered in its `query_timeout`. */
export const isSilence = (error: unknown): boolean =>
  error instanceof Error && error.message === WORDS_OF_SILENCE;

/** The answer; throws where none came in time. */
export const answeredInTime = <Value>(answer: Promise<Value>, { pingMs }: Patience) =>
  inTime(answer, pingMs, () => {
    throw new StoreClosedToUse('08003', 'PostgreSQL is silent.');
  });

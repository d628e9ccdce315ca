// Whether an error says that the store cannot be used right now, wherever it was thrown. Such an error
// is no bug: what failed has changed nothing, or is found again when the store answers.

/** `disk_full`: it has no room; `store_unavailable`: it does not answer, or takes no writes. */
export type StoreTrouble = 'disk_full' | 'store_unavailable';

/** Why a store cannot be opened, as a sentence for who runs Atmost. */
export class CannotOpen extends Error {
  override readonly name = 'CannotOpen';
}

/** Thrown where the store is not even asked; its code is what PostgreSQL would say. */
export class StoreClosedToUse extends Error {
  override readonly name = 'StoreClosedToUse';
  readonly code: '53100' | '25006' | '08003';

  constructor(code: StoreClosedToUse['code'], message: string) {
    super(message);
    this.code = code;
  }
}

const DISK_FULL = '53100';
/** Connection, resources, operator intervention, the system's own errors; and a store that is read-only. */
const AWAY = /^(?:08\w{3}|53\w{3}|57P\w{2}|58\w{3}|25006)$/;
/** A connection's errors by the operating system's word. */
const NO_CONNECTION = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['ENOTFOUND', 'EAI_AGAIN'],
]);
/** What `pg` throws where a statement was not answered in its `query_timeout`. */
export const WORDS_OF_SILENCE = 'Query read timeout';
/** What `pg` and its pool throw without a code. pg-boss writes the queue's name behind. */
const WORDS_OF_PG = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'timeout expired',
  WORDS_OF_SILENCE,
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
];

/** What an error says of the store; null: nothing, so it is what it is. */
export function storeTrouble(error: unknown): StoreTrouble | null {
  // pg-boss hands errors on as plain objects.
  if (typeof error !== 'object' || error === null) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === DISK_FULL) return 'disk_full';
  if (AWAY.test(code) || NO_CONNECTION.has(code)) return 'store_unavailable';
  // The socket file of a stopped PostgreSQL; any other file that is missing is a bug.
  if (code === 'ENOENT' && 'syscall' in error && error.syscall === 'connect') {
    return 'store_unavailable';
  }
  if (code !== '') return null;
  const message = 'message' in error && typeof error.message === 'string' ? error.message : '';
  return WORDS_OF_PG.some((words) => message.startsWith(words)) ? 'store_unavailable' : null;
}

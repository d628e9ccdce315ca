// One JSON line per event. Secrets print as ***; label texts, e-mails and bodies are never logged.
import { destination as fileOf, pino, type DestinationStream, type Logger } from 'pino';

export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug'>;

/**
 * A logger that also hides the headers and fields that could hold a secret. Requests do not wait for
 * a line to be written: it is handed on at once where none is under way, and a process that ends, but
 * for a kill, writes what is left.
 */
export function createLog(destination: DestinationStream = fileOf({ sync: false })): Logger {
  return pino(
    {
      level: 'info',
      base: { app: 'atmost' },
      redact: {
        paths: ['*.authorization', '*.cookie', '*.token', 'authorization', 'cookie', 'token'],
        censor: '***',
      },
    },
    destination,
  );
}

export interface Fault {
  readonly name: string;
  /** SQLSTATE, or the operating system's word. */
  readonly code?: string;
  readonly at: readonly string[];
}

/**
 * What may be kept of an unexpected error: its kind and its place. Its message, and what a database
 * hangs on it (statement, parameters, row), may hold a token or a label.
 */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { name: typeof error, at: [] };
  const { name, message, stack = '' } = error;
  const behind = message === '' ? 0 : stack.indexOf(message) + message.length;
  const lines = stack.slice(behind).split('\n');
  return {
    name,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    at: lines.map((line) => line.trim()).filter((line) => line.startsWith('at ')),
  };
}

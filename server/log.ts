// One JSON line per event. Secrets print as ***; label texts, e-mails and bodies are never logged.
import { destination, pino, type DestinationStream, type Logger } from 'pino';

export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug'>;

/** A logger that also hides the headers and fields that could hold a secret. */
export function createLog(destination?: DestinationStream): Logger {
  return pino(
    {
      level: 'info',
      base: { app: 'atmost' },
      redact: {
        paths: ['*.authorization', '*.cookie', '*.token', 'authorization', 'cookie', 'token'],
        censor: '***',
      },
    },
    ...(destination ? [destination] : []),
  );
}

/** Lines are written so many characters at once, and at the latest after this. */
const TOGETHER = 65_536;
const LATEST_MS = 200;

/**
 * Standard output, without a system call for every line. What is left is written when the process
 * ends; a kill loses the lines of its last moment.
 */
export const standardOutput = (): DestinationStream =>
  destination({ sync: false, minLength: TOGETHER, periodicFlush: LATEST_MS });

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

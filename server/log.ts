// One JSON line per event. Secrets print as ***; label texts, e-mails and bodies are never logged.
import { pino, type DestinationStream, type Logger } from 'pino';

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

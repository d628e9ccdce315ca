// What a server is given from outside.
import type { RequestHandler } from 'express';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { SendHttp } from '../hubspot/http.ts';
import type { Log } from '../log.ts';
import type { Database } from '../storage/database.ts';

export interface ServerParts {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly requestLog: RequestHandler;
  readonly send: SendHttp;
}

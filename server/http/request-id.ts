// Every request has an id, in its log lines and in its error body.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

interface Identified extends IncomingMessage {
  atmostRequestId?: string;
}

/** The request's id; made at the first look. Nothing a stranger sends becomes an id. */
export const requestIdOf = (request: Identified): string =>
  (request.atmostRequestId ??= randomUUID());

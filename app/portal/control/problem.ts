// Reads the JSON of an admin request; what is wrong with it goes back in plain words.
import type { NextFunction, Request, Response } from 'express';
import * as v from 'valibot';
import { problemsIn } from '../../problems.ts';
import { integer } from '../../whole-numbers.ts';

/** The decoded body, or undefined after a 400 has been sent. */
export function readBody<T>(
  request: Request,
  response: Response,
  schema: v.GenericSchema<unknown, T>,
): T | undefined {
  return readValue(request.body, response, schema);
}

/** As `readBody`, for a query or anything else that came with the request. */
export function readValue<T>(
  value: unknown,
  response: Response,
  schema: v.GenericSchema<unknown, T>,
): T | undefined {
  const decoded = v.safeParse(schema, value);
  if (decoded.success) return decoded.output;
  refuse(response, problemsIn(decoded.issues));
  return undefined;
}

export function refuse(response: Response, message: string): void {
  response.status(400).json({ error: { code: 'BAD_REQUEST', message } });
}

export function unknown(response: Response, what: string): void {
  response.status(404).json({ error: { code: 'NOT_FOUND', message: `There is no ${what}.` } });
}

/** Express's body parser throws what it cannot read, with the status to send. */
export function unreadableBody(
  error: unknown,
  _request: Request,
  response: Response,
  next: NextFunction,
): void {
  const thrown = v.looseObject({ type: v.string(), status: integer, message: v.string() });
  const known = v.safeParse(thrown, error);
  if (!known.success) {
    next(error);
    return;
  }
  const { status, message } = known.output;
  response.status(status).json({ error: { code: 'BAD_REQUEST', message } });
}

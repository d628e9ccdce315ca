// Reads the JSON of an admin request; what is wrong with it goes back in plain words.
import type { NextFunction, Request, Response } from 'express';
import { z } from 'zod';

/** The decoded body, or undefined after a 400 has been sent. */
export function readBody<T>(
  request: Request,
  response: Response,
  schema: z.ZodType<T>,
): T | undefined {
  return readValue(request.body, response, schema);
}

/** As `readBody`, for a query or anything else that came with the request. */
export function readValue<T>(
  value: unknown,
  response: Response,
  schema: z.ZodType<T>,
): T | undefined {
  const decoded = schema.safeParse(value);
  if (decoded.success) return decoded.data;
  refuse(response, z.prettifyError(decoded.error));
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
  const thrown = z.looseObject({ type: z.string(), status: z.int(), message: z.string() });
  const known = thrown.safeParse(error);
  if (!known.success) {
    next(error);
    return;
  }
  const { status, message } = known.data;
  response.status(status).json({ error: { code: 'BAD_REQUEST', message } });
}

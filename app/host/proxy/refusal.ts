// What the proxy itself says no to, in the words of HubSpot's own error bodies.
import { randomUUID } from 'node:crypto';
import type { FetchAnswer } from '../fetch-wire.ts';

const statusOf = {
  VALIDATION_ERROR: 400,
  RATE_LIMITS: 429,
  BAD_GATEWAY: 502,
  GATEWAY_TIMEOUT: 504,
} as const;

export type RefusalCategory = keyof typeof statusOf;

export function refusal(category: RefusalCategory, message: string): FetchAnswer {
  const body = { status: 'error', message, correlationId: randomUUID(), category };
  return {
    status: statusOf[category],
    contentType: 'application/json;charset=utf-8',
    body: JSON.stringify(body),
  };
}

// The answers of faults that take the place of a call: errors of HubSpot's edge and of its OAuth.
import type { Fault } from '../control/faults.ts';
import { oauthError } from '../oauth/errors.ts';
import { jsonAnswer, pageAnswer, type Answer } from './answer.ts';
import { rateLimited } from './gate.ts';
import { refusal } from './refusal.ts';

/** undefined: the fault lets the call be handled and only harms its delivery. */
export function answerOfFault(fault: Fault, correlationId: string): Answer | undefined {
  switch (fault.kind) {
    case 'status':
      return fault.body === undefined
        ? refusal(correlationId, fault.status, categoryOf(fault.status), 'An error occurred', {
            headers: fault.headers ?? {},
          })
        : jsonAnswer(fault.status, fault.body, fault.headers ?? {});
    case 'rate-limit':
      return rateLimited(correlationId, fault.policyName, fault.retryAfter);
    case 'locked':
      return refusal(correlationId, 423, 'LOCKED', 'The requested resource is temporarily locked.');
    case 'migration':
      return refusal(
        correlationId,
        477,
        'MIGRATION_IN_PROGRESS',
        'This account is currently being migrated between data hosting locations.',
        { headers: { 'retry-after': String(fault.retryAfterSeconds) } },
      );
    case 'oauth':
      return oauthError(fault.status, correlationId);
    case 'not-json':
      return pageAnswer(200, '<!doctype html><title>HubSpot</title><p>We will be right back.</p>');
    case 'slow':
    case 'cut':
    case 'drop':
    case 'lost':
    case 'half-open':
    case 'stall':
      return undefined;
  }
}

function categoryOf(status: number): string {
  if (status === 429) return 'RATE_LIMITS';
  if (status >= 500) return 'INTERNAL_ERROR';
  return status === 404 ? 'OBJECT_NOT_FOUND' : 'VALIDATION_ERROR';
}

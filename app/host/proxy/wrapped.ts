// An error of the app's server in the wrapping of HubSpot's development proxy: HTTP 200 around it,
// the real status in `context`. Whether HubSpot's page takes this off again is not documented.
import { randomUUID } from 'node:crypto';
import type { FetchAnswer } from '../fetch-wire.ts';
import type { Sent } from './send.ts';

interface WrappedCall {
  readonly method: string;
  readonly requestUri: string;
  readonly portalId: number;
}

export function wrappedError(
  call: WrappedCall,
  answered: Extract<Sent, { kind: 'answered' }>,
): FetchAnswer {
  const { status } = answered;
  const body = {
    status: 'error',
    context: {
      portalId: [String(call.portalId)],
      httpMethod: [call.method],
      requestUri: [call.requestUri],
      correlationId: [randomUUID()],
      appServerStatusCode: [String(status)],
    },
    message: 'Error returned from Request Uri',
    responseBody: jsonOrText(answered.body),
    errors: [{ message: `Unacceptable HTTP status ${status} calling ${call.requestUri}` }],
    category: 'BAD_GATEWAY',
  };
  return {
    status: 200,
    contentType: 'application/json;charset=utf-8',
    body: JSON.stringify(body),
  };
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

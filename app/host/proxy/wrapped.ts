// Answers of the app's server in the wrapping of HubSpot's development proxy, the real status in
// `context`: an error with HTTP 200 around it, a success with its own. Whether HubSpot's page takes
// this off again is not documented.
import { randomUUID } from 'node:crypto';
import type { FetchAnswer } from '../fetch-wire.ts';
import type { Sent } from './send.ts';

interface WrappedCall {
  readonly method: string;
  readonly requestUri: string;
  readonly portalId: number;
}

type Answered = Extract<Sent, { kind: 'answered' }>;

export function wrappedError(call: WrappedCall, answered: Answered): FetchAnswer {
  const { status } = answered;
  return jsonOf(200, {
    status: 'error',
    context: contextOf(call, status),
    message: 'Error returned from Request Uri',
    responseBody: jsonOrText(answered.body),
    errors: [{ message: `Unacceptable HTTP status ${status} calling ${call.requestUri}` }],
    category: 'BAD_GATEWAY',
  });
}

export function wrappedSuccess(call: WrappedCall, answered: Answered): FetchAnswer {
  const { status } = answered;
  const responseBody = jsonOrText(answered.body);
  return jsonOf(status, { status: 'success', responseBody, context: contextOf(call, status) });
}

const contextOf = (call: WrappedCall, status: number): object => ({
  portalId: [String(call.portalId)],
  httpMethod: [call.method],
  requestUri: [call.requestUri],
  correlationId: [randomUUID()],
  appServerStatusCode: [String(status)],
});

const jsonOf = (status: number, body: object): FetchAnswer => ({
  status,
  contentType: 'application/json;charset=utf-8',
  body: JSON.stringify(body),
});

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

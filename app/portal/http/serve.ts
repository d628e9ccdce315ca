// Runs one route for one request: reads it, lets a queued fault strike, answers, writes the log.
import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { batchInputsIn } from '../control/calls.ts';
import { takeFault, type Fault } from '../control/faults.ts';
import type { Memory } from '../memory.ts';
import { findRefreshToken } from '../oauth/grants.ts';
import type { Answer } from './answer.ts';
import { deliver, type Delivery } from './deliver.ts';
import { answerOfFault } from './fault-answers.ts';
import { appRefusal, admit, authenticate, bearerToken, missingScopes } from './gate.ts';
import { refusal } from './refusal.ts';
import type { OpenCall, Route } from './route.ts';

/** Larger than any documented request; beyond it HubSpot's edge answers 413. */
const bodyBytes = 10_000_000;

/** Serves `route`; resolves when the answer is out or the connection is gone. */
export async function serve(
  memory: Memory,
  route: Route,
  request: Request,
  response: Response,
): Promise<void> {
  const body = await bodyOf(request);
  const call = callOf(memory, request, body ?? Buffer.alloc(0));
  const token = bearerToken(call, request.headers.authorization);
  const portalId = token?.portalId ?? portalOfForm(call);
  const fault = takeFault(memory.faults, { method: request.method, path: call.path, portalId });
  const { answer, delivery } =
    body === undefined
      ? { answer: tooLarge(call), delivery: plain }
      : outcomeOf(route, call, request.headers.authorization, fault);
  await wait(memory.settings.latencyMs + (fault?.kind === 'slow' ? fault.ms : 0));
  memory.calls.add({
    method: request.method,
    path: call.path,
    status: delivery === 'reset' || delivery === 'silent' ? null : answer.status,
    portalId,
    at: call.now,
    correlationId: call.correlationId,
    batchInputs: batchInputsIn(call.path, call.body),
    fault: fault?.kind ?? null,
  });
  deliver(response, withCorrelationId(answer, call.correlationId), delivery);
}

const plain: Delivery = 'whole';

function outcomeOf(
  route: Route,
  call: OpenCall,
  authorization: string | undefined,
  fault: Fault | undefined,
): { answer: Answer; delivery: Delivery } {
  const replaced = fault && answerOfFault(fault, call.correlationId);
  if (replaced !== undefined) return { answer: replaced, delivery: plain };
  if (fault?.kind === 'drop') return { answer: goneAnswer, delivery: 'reset' };
  if (fault?.kind === 'half-open') return { answer: goneAnswer, delivery: 'silent' };
  const answer = handled(route, call, authorization);
  if (fault?.kind === 'lost') return { answer, delivery: 'reset' };
  if (fault?.kind === 'cut') return { answer, delivery: 'cut' };
  if (fault?.kind === 'stall') return { answer, delivery: 'stalled' };
  return { answer, delivery: plain };
}

const goneAnswer: Answer = { status: 503, headers: {}, body: '' };

function handled(route: Route, open: OpenCall, authorization: string | undefined): Answer {
  if (route.access === 'open') return route.handle(open);
  if (route.access === 'app') {
    return appRefusal(open, authorization, route.scopes) ?? route.handle(open);
  }
  const caller = authenticate(open, bearerToken(open, authorization));
  if (caller.kind === 'refused') return caller.answer;
  const admission = admit(caller.value, route);
  if (admission.kind === 'refused') return admission.answer;
  const answer = missingScopes(caller.value, route.scopes) ?? route.handle(caller.value);
  return { ...answer, headers: { ...answer.headers, ...admission.value } };
}

function callOf(memory: Memory, request: Request, body: Buffer): OpenCall {
  const url = new URL(request.originalUrl, 'http://portal.invalid');
  const params = Object.entries(request.params).map(
    ([name, value]) => [name, String(value)] as const,
  );
  return {
    memory,
    path: url.pathname,
    params: Object.fromEntries(params),
    query: url.searchParams,
    body,
    mediaType: mediaTypeOf(request),
    cookie: request.headers.cookie ?? '',
    now: memory.now(),
    correlationId: randomUUID(),
    origin: `${request.protocol}://${request.headers.host ?? 'portal.invalid'}`,
  };
}

function mediaTypeOf({ headers }: Request): string {
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  return type.trim().toLowerCase();
}

/** Token calls name their portal only through the refresh token or code in the form. */
function portalOfForm(call: OpenCall): number | null {
  if (call.mediaType !== 'application/x-www-form-urlencoded') return null;
  const form = new URLSearchParams(call.body.toString('utf8'));
  const { grants } = call.memory;
  const refresh = form.get('refresh_token') ?? form.get('token');
  const code = form.get('code');
  return (
    (refresh === null ? undefined : findRefreshToken(grants, refresh)?.portalId) ??
    grants.codes.find((known) => known.code === code)?.portalId ??
    null
  );
}

async function bodyOf(request: Request): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array);
    length += bytes.length;
    if (length <= bodyBytes) chunks.push(bytes);
  }
  return length > bodyBytes ? undefined : Buffer.concat(chunks);
}

function tooLarge(call: OpenCall): Answer {
  return refusal(call.correlationId, 413, 'PAYLOAD_TOO_LARGE', 'The request body is too large.');
}

function withCorrelationId(answer: Answer, correlationId: string): Answer {
  const headers = { 'x-hubspot-correlation-id': correlationId, ...answer.headers };
  return { ...answer, headers };
}

async function wait(milliseconds: number): Promise<void> {
  if (milliseconds === 0) return;
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

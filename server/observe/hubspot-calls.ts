// Every call to HubSpot, measured and traced: path without ids, what became of it, budget left.
import { SpanKind, SpanStatusCode, type Span } from '@opentelemetry/api';
import type { Result } from '#domain/result.ts';
import type { Clock } from '../clock.ts';
import { readRateLeft } from '../hubspot/allowance.ts';
import { classify } from '../hubspot/classify.ts';
import type { HttpAnswer, NoAnswer, SendHttp } from '../hubspot/http.ts';
import type { Pace } from '../hubspot/pace.ts';
import type { Metrics } from './metrics.ts';
import { inSpan } from './span.ts';

/** The same way of sending, observed. */
export function observeCalls(send: SendHttp, metrics: Metrics, clock: Clock): SendHttp {
  return (request) => {
    const { method } = request;
    const path = pathWithoutIds(request.url);
    const attributes = { 'http.request.method': method, 'url.template': path };
    return inSpan(`HubSpot ${method} ${path}`, SpanKind.CLIENT, attributes, async (span) => {
      const begun = clock.now();
      const sent = await send(request);
      const result = resultOf(sent);
      metrics.hubspotCalls.observe({ method, path, result }, (clock.now() - begun) / 1_000);
      const left = sent.ok ? readRateLeft(sent.value.headers) : null;
      if (left !== null) metrics.rateBudgetLeft.observe(left);
      describeAnswer(span, sent, result);
      return sent;
    });
  };
}

/** The same pace, with the waits measured. */
export function observePace(pace: Pace, metrics: Metrics, clock: Clock): Pace {
  return {
    ...pace,
    async take(portal, asking) {
      const begun = clock.now();
      const place = await pace.take(portal, asking);
      metrics.rateWaits.observe((clock.now() - begun) / 1_000);
      return place;
    },
  };
}

/** A word of HubSpot's addresses, or a version such as v4 or 2026-03. */
const WORD = /^(?:[a-z]+(?:-[a-z]+)*|v\d+|20\d\d-\d\d|)$/;

/**
 * Object type ids, users, positions in the journal and whatever else is no word as “:id”: each path is
 * measured for itself as long as the process runs, and a file of the journal has its key in the path.
 */
export const pathWithoutIds = (url: string): string =>
  new URL(url).pathname
    .split('/')
    .map((part) => (WORD.test(part) ? part : ':id'))
    .join('/');

function resultOf(sent: Result<HttpAnswer, NoAnswer>): string {
  const exchange = classify(sent);
  if (exchange.ok) return 'ok';
  return sent.ok ? exchange.failure.code : sent.failure.reason;
}

function describeAnswer(span: Span, sent: Result<HttpAnswer, NoAnswer>, result: string): void {
  if (sent.ok) {
    span.setAttribute('http.response.status_code', sent.value.status);
    span.setAttribute('hubspot.correlation_id', sent.value.correlationId ?? '');
  }
  if (result !== 'ok') span.setStatus({ code: SpanStatusCode.ERROR, message: result });
}

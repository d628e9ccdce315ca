// Every request to this server, measured by route and traced with its id and plan.
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Request, RequestHandler } from 'express';
import type { Clock } from '../clock.ts';
import { requestIdOf } from '../http/request-id.ts';
import type { Metrics } from './metrics.ts';

const tracer = trace.getTracer('atmost');

/** A middleware in front of all routes. */
export function observeRequests(metrics: Metrics, clock: Clock): RequestHandler {
  return (request, response, next) => {
    const begun = clock.now();
    const attributes = {
      'http.request.method': request.method,
      'atmost.request': requestIdOf(request),
    };
    const span = tracer.startSpan(request.method, { kind: SpanKind.SERVER, attributes });
    response.once('close', () => {
      const route = routeOf(request);
      const status = response.writableFinished ? String(response.statusCode) : 'gone';
      metrics.requests.observe({ route, status }, (clock.now() - begun) / 1_000);
      const planId: unknown = request.params['planId'];
      if (typeof planId === 'string') span.setAttribute('atmost.plan', planId);
      span.setAttribute('http.response.status_code', response.statusCode);
      if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.updateName(route).end();
    });
    context.with(trace.setSpan(context.active(), span), next);
  };
}

/** The pattern that matched, never the address that was asked for: strangers invent addresses. */
function routeOf(request: Request): string {
  const route: unknown = request.route;
  const path =
    typeof route === 'object' && route !== null && 'path' in route ? route.path : undefined;
  return typeof path === 'string' ? `${request.method} ${path}` : 'none';
}

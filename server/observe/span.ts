// Work as a span of a trace. Without a configured collector OpenTelemetry's own no-op is used.
import {
  SpanStatusCode,
  trace,
  type Attributes,
  type Span,
  type SpanKind,
} from '@opentelemetry/api';
import { faultOf } from '../log.ts';

const tracer = trace.getTracer('atmost');

/** Runs `work` in a span that is a child of the running one; a throw marks it as failed. */
export function inSpan<Value>(
  name: string,
  kind: SpanKind,
  attributes: Attributes,
  work: (span: Span) => Promise<Value>,
): Promise<Value> {
  return tracer.startActiveSpan(name, { kind, attributes }, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      // The message may hold an address or a value: only the kind of error is told.
      span.setStatus({ code: SpanStatusCode.ERROR, message: faultOf(error).name });
      throw error;
    } finally {
      span.end();
    }
  });
}

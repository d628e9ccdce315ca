// Sends spans to an OpenTelemetry collector where one is configured.
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

export interface Traces {
  /** Sends what is left. */
  stop(): Promise<void>;
}

/**
 * Starts tracing for the whole process. `endpoint` is the collector's base address (OTLP over HTTP,
 * OTEL_EXPORTER_OTLP_ENDPOINT); the library itself reads OTEL_EXPORTER_OTLP_HEADERS.
 */
export function startTraces(endpoint: string): Traces {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'atmost' }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  return { stop: () => provider.shutdown() };
}

// Metrics on an address of their own, which nobody but the operator's Prometheus should reach.
import { createServer, type Server } from 'node:http';
import { faultOf, type Log } from '../log.ts';
import { measureProcess, type Metrics } from './metrics.ts';

/** Answers GET /metrics there, with what the process itself uses. */
export function serveMetrics(
  at: { readonly host: string; readonly port: number },
  metrics: Metrics,
  log: Log,
): Server {
  measureProcess(metrics);
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    const { registry } = metrics;
    registry
      .metrics()
      .then((text) => {
        response.writeHead(200, { 'content-type': registry.contentType }).end(text);
      })
      .catch((error: unknown) => {
        log.warn({ event: 'metrics_unreadable', fault: faultOf(error) });
        response.writeHead(503).end();
      });
  });
  server.on('error', ({ message }) => {
    // Portals are served all the same: nobody's limits wait for a graph.
    log.error({ event: 'metrics_not_served', message });
  });
  server.on('listening', () => {
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : at.port;
    log.info({ event: 'metrics_served', port });
  });
  return server.listen(at.port, at.host);
}

import type { RequestListener } from 'node:http';
import type { Logger, Metrics } from '@fieldline/platform';

/** `GET /metrics` in Prometheus' text format, and nothing else. */
export function metricsPage(metrics: Metrics, logger: Logger): RequestListener {
  return (request, response) => {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('only GET /metrics is here\n');
      return;
    }
    metrics.metrics().then(
      (text) => response.writeHead(200, { 'content-type': metrics.contentType }).end(text),
      (error: unknown) => {
        logger.error({ err: error }, 'the metrics could not be collected');
        response.writeHead(500).end();
      },
    );
  };
}

import { Registry } from 'prom-client';

export { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

export const METRICS = Symbol('Metrics');

/** A process's metrics. Names are `fieldline_<service>_<what>_<unit>`, counters end in `_total`. */
export type Metrics = Registry;

export function createMetrics(): Metrics {
  return new Registry();
}

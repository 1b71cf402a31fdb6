import { Registry } from 'prom-client';

export { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

export const METRICS = Symbol('Metrics');

/**
 * A process's metrics. Names are `fieldline_<part>_<what>_<unit>` in Prometheus' base units, counters end in `_total`; a
 * state that is 0 or 1 has no unit, and its help begins with `1 while`.
 */
export type Metrics = Registry;

export function createMetrics(): Metrics {
  return new Registry();
}

const ADVICE = new WeakMap<Metrics, Map<string, string>>();

/** Sets down beside a metric what it means when it rises, and what to do then; the reference page is made from it. */
export function advise(metrics: Metrics, name: string, advice: string): void {
  const all = ADVICE.get(metrics) ?? new Map<string, string>();
  ADVICE.set(metrics, all.set(name, advice));
}

export function adviceOf(metrics: Metrics, name: string): string | undefined {
  return ADVICE.get(metrics)?.get(name);
}

import { Counter, Gauge, type Metrics } from '@fieldline/platform';
import type { LiveReader } from './live-reader.js';

/** Registers what is to be known of the readers; the counter is of those that were dropped. */
export function liveMetrics(metrics: Metrics, readers: ReadonlySet<LiveReader>): Counter {
  const registers = [metrics];
  new Gauge({
    name: 'fieldline_gateway_live_readers',
    help: 'Readers of the live feed now',
    registers,
    collect() {
      this.set(readers.size);
    },
  });
  new Gauge({
    name: 'fieldline_gateway_live_pending_bytes',
    help: 'Bytes that readers of the live feed have not taken yet, all together',
    registers,
    collect() {
      let pending = 0;
      for (const reader of readers) pending += reader.pendingBytes;
      this.set(pending);
    },
  });
  return new Counter({
    name: 'fieldline_gateway_live_readers_dropped_total',
    help: 'Readers of the live feed that were disconnected because they did not read',
    registers,
  });
}

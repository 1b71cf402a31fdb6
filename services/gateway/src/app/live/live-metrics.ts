import { advise, Counter, Gauge, type Metrics } from '@fieldline/platform';
import type { LiveReader } from './live-reader.js';

const READERS = 'fieldline_gateway_live_readers';
const PENDING = 'fieldline_gateway_live_pending_bytes';
const DROPPED = 'fieldline_gateway_dropped_live_readers_total';

/** Registers what is to be known of the readers; the counter is of those that were dropped. */
export function liveMetrics(metrics: Metrics, readers: ReadonlySet<LiveReader>): Counter {
  const registers = [metrics];
  advise(metrics, READERS, 'Pages and programs that watch. Each costs memory and a share of a core.');
  new Gauge({
    name: READERS,
    help: 'Readers of the live feed now.',
    registers,
    collect() {
      this.set(readers.size);
    },
  });
  advise(metrics, PENDING, 'Rising: readers on slow networks; the slowest are dropped before memory is at stake.');
  new Gauge({
    name: PENDING,
    help: 'Bytes that readers of the live feed have not taken yet, all together.',
    registers,
    collect() {
      let pending = 0;
      for (const reader of readers) pending += reader.pendingBytes;
      this.set(pending);
    },
  });
  advise(metrics, DROPPED, 'A page comes back by itself and catches up; a program has to read faster.');
  return new Counter({
    name: DROPPED,
    help: 'Readers of the live feed that were disconnected because they did not read.',
    registers,
  });
}

import type { IngestReadings, IngestCounts } from '@fieldline/ingestion';
import { Counter, type Metrics } from '@fieldline/platform';

const COUNTED: readonly (readonly [keyof IngestCounts, string, string])[] = [
  ['accepted', 'readings_accepted_total', 'Readings put into the log.'],
  ['refused', 'readings_refused_total', 'Whole messages or readings refused.'],
  ['refusedValues', 'values_refused_total', 'Single values refused in readings that were accepted.'],
  ['shed', 'readings_shed_total', 'QoS 0 readings shed while the log was behind.'],
];

/** Ingestion's plain counts as metrics; read when asked for, so that a reading costs nothing more. */
export function registerIngestMetrics(metrics: Metrics, ingest: IngestReadings): void {
  for (const [count, name, help] of COUNTED) {
    new Counter({
      name: `fieldline_ingestion_${name}`,
      help,
      registers: [metrics],
      collect() {
        this.reset();
        this.inc(ingest.counts[count]);
      },
    });
  }
}

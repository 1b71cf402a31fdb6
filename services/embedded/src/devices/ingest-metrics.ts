import type { IngestReadings, IngestCounts } from '@fieldline/ingestion';
import { advise, Counter, type Metrics } from '@fieldline/platform';

const COUNTED: readonly (readonly [count: keyof IngestCounts, name: string, help: string, advice: string])[] = [
  [
    'accepted',
    'fieldline_ingestion_accepted_readings_total',
    'Readings put into the log.',
    'The pace of the system; what is stored of it the ledger tells.',
  ],
  [
    'refused',
    'fieldline_ingestion_refused_readings_total',
    'Whole messages or readings refused.',
    'A device sends what its profile does not know. The dead letters hold the bytes and the reason.',
  ],
  [
    'refusedValues',
    'fieldline_ingestion_refused_values_total',
    'Single values refused in readings that were accepted.',
    'A sensor out of its range, or a unit that the profile does not expect. See the dead letters.',
  ],
  [
    'shed',
    'fieldline_ingestion_shed_readings_total',
    'QoS 0 readings shed while the log was behind.',
    'As `fieldline_link_shed_messages_total`, counted where the ledger gets it from.',
  ],
];

/** Ingestion's plain counts as metrics; read when asked for, so that a reading costs nothing more. */
export function registerIngestMetrics(metrics: Metrics, ingest: IngestReadings): void {
  for (const [count, name, help, advice] of COUNTED) {
    advise(metrics, name, advice);
    new Counter({
      name,
      help,
      registers: [metrics],
      collect() {
        this.reset();
        this.inc(ingest.counts[count]);
      },
    });
  }
}

import {
  decodeEvent,
  decodeReadingHead,
  READING_TOPIC,
  refusedV1,
  type ReadingHead,
  type RefusedV1,
} from '@fieldline/contracts';
import type { DeviceMessage } from '@fieldline/device-link';
import { createLogger, systemClock, systemRandom } from '@fieldline/platform';
import { ExampleRegistry, RUN } from './example-registry.contract.js';
import { IngestReadings, type IngestReadingsParts } from './ingest-readings.js';
import { openTestLog, type TestLog } from './test-log.contract.js';

export interface RecordedReading extends ReadingHead {
  readonly valuesJson: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Ingestion on a log of its own, and what it put there. */
export class IngestFixture {
  readonly registry = new ExampleRegistry();
  readonly ingest: IngestReadings;

  constructor(
    readonly log: TestLog,
    change: Partial<IngestReadingsParts>,
  ) {
    const logger = createLogger('test', 'silent');
    const { registry } = this;
    const parts = { bus: log.bus, registry, clock: systemClock, random: systemRandom, logger, runId: RUN };
    this.ingest = new IngestReadings({ ...parts, ...change });
  }

  static async open(change: Partial<IngestReadingsParts> = {}): Promise<IngestFixture> {
    return new IngestFixture(await openTestLog(), change);
  }

  handle(...messages: readonly DeviceMessage[]): Promise<void> {
    return this.ingest.handle(messages);
  }

  /** The readings of a device in the log, in order. */
  async readings(deviceId: string): Promise<readonly RecordedReading[]> {
    const records = (await this.log.read(READING_TOPIC)).filter(({ key }) => key === deviceId);
    return records.map(({ value }) => {
      const { head, valuesJson } = decodeReadingHead(value);
      return { ...head, valuesJson, values: JSON.parse(valuesJson) as RecordedReading['values'] };
    });
  }

  /** What was refused of a device, in order; each is checked against its contract. */
  async refused(deviceId: string): Promise<readonly RefusedV1[]> {
    const records = (await this.log.read(refusedV1.topic)).filter(({ key }) => key === deviceId);
    return records.map(({ value }) => decodeEvent(refusedV1, value).data);
  }

  close(): Promise<void> {
    return this.log.close();
  }
}

import { LogReceipts } from './checks/log-receipts.js';
import { readReading, readRefusal } from './checks/log-records.js';
import { LoggedCourse } from './checks/logged-course.js';
import type { LoggedDevice } from './checks/device-ledger.js';
import type { Findings } from './findings.js';
import { LOG_FLAGS } from './join/compare-instant.js';
import type { DeviceNumbers } from './join/device-numbers.js';
import type { Spill } from './join/spill.js';
import type { Frame } from './journal/frame.js';
import { scanPartition, type JournalPartition } from './journal/journal.js';
import { hasExpired } from './lifetimes.js';

export interface ReadLogInput {
  readonly partitions: readonly JournalPartition[];
  /** The writer's offsets by `topic/partition`. */
  readonly offsets: ReadonlyMap<string, number>;
  readonly findings: Findings;
  readonly numbers: DeviceNumbers;
  readonly spill: Spill;
  readonly now: number;
}

export interface LogContent {
  readonly receipts: LogReceipts;
  /** Sums below the writer's offset, by device. */
  readonly devices: ReadonlyMap<string, LoggedDevice>;
  readonly pending: number;
  /** Every partition begins at offset 0. */
  readonly complete: boolean;
}

/** Goes through both topics once: receipts are followed, readings put aside for the comparison with the store. */
export async function readLog(input: ReadLogInput): Promise<LogContent> {
  const reader = new LogReader(input);
  for (const partition of input.partitions) {
    const applied = input.offsets.get(`${partition.topic}/${partition.partition}`) ?? 0;
    const complete = partition.startOffset === 0;
    if (applied < partition.startOffset) {
      const says = `${partition.topic}/${partition.partition} begins at offset ${partition.startOffset}, the writer stands at ${applied}`;
      input.findings.add('lost', 'log', says, partition.startOffset - applied);
    }
    const take = partition.topic.startsWith('telemetry.reading') ? reader.takeReading : reader.takeRefusal;
    await scanPartition(partition, input.findings, (frame) =>
      take(frame, { applied: frame.offset < applied, complete }),
    );
  }
  const complete = input.partitions.every(({ startOffset }) => startOffset === 0);
  return { receipts: reader.receipts, devices: reader.devices, pending: reader.pending, complete };
}

interface Place {
  readonly applied: boolean;
  readonly complete: boolean;
}

class LogReader {
  readonly receipts: LogReceipts;
  readonly devices = new Map<string, LoggedDevice>();
  pending = 0;
  readonly #input: ReadLogInput;

  constructor(input: ReadLogInput) {
    this.#input = input;
    this.receipts = new LogReceipts(input.findings);
  }

  readonly takeReading = ({ offset, value }: Frame, place: Place): void => {
    const { findings, numbers, spill, now } = this.#input;
    const reading = readReading(value);
    if (reading === undefined) {
      findings.add('damaged', 'log', `telemetry.reading.v1 offset ${offset} is no reading`);
      return;
    }
    const { deviceId, runId, n, measuredAt, identity, values, quality, lifetime } = reading;
    const counts = this.receipts.see({ stream: 'reading', deviceId, runId, n, offset, value, ...place });
    const device = this.#device(deviceId);
    let isBehind = false;
    if (!place.applied) {
      this.pending++;
    } else if (counts) {
      device.refusedValues += reading.refusedValues;
      isBehind = device.course.take(reading);
    }
    const flags =
      (place.applied ? 0 : LOG_FLAGS.pending) |
      (counts ? 0 : LOG_FLAGS.repeated) |
      (isBehind ? LOG_FLAGS.behind : 0) |
      (quality === 'good' ? 0 : LOG_FLAGS.untrustedTime) |
      (hasExpired(lifetime, measuredAt, now) ? LOG_FLAGS.expired : 0);
    spill.add({ side: 'log', device: numbers.ofUlid(deviceId), measuredAt, position: offset, identity, flags, values });
  };

  readonly takeRefusal = ({ offset, value }: Frame, place: Place): void => {
    const refusal = readRefusal(value);
    if (refusal === undefined) {
      this.#input.findings.add('damaged', 'log', `telemetry.refused.v1 offset ${offset} is no refusal`);
      return;
    }
    const { deviceId, runId, n, kind, count } = refusal;
    const counts = this.receipts.see({ stream: 'refused', deviceId, runId, n, offset, value, ...place });
    const device = this.#device(deviceId);
    if (!place.applied) this.pending++;
    if (!place.applied || !counts) return;
    if (kind === 'reading') device.refusedReadings += count;
    else if (kind === 'value') device.refusedValueRecords += count;
    else device.shed += count;
  };

  #device(deviceId: string): LoggedDevice {
    let device = this.devices.get(deviceId);
    if (device === undefined) {
      const nothing = { refusedReadings: 0, refusedValueRecords: 0, refusedValues: 0, shed: 0 };
      this.devices.set(deviceId, (device = { ...nothing, course: new LoggedCourse() }));
    }
    return device;
  }
}

import { readReading } from './checks/log-records.js';
import { Findings } from './findings.js';
import type { Uncertain } from './join/compare-spill.js';
import type { DeviceNumbers } from './join/device-numbers.js';
import { scanPartition, type JournalPartition } from './journal/journal.js';

export interface SettleInput {
  readonly uncertain: readonly Uncertain[];
  readonly partitions: readonly JournalPartition[];
  readonly numbers: DeviceNumbers;
  readonly findings: Findings;
}

/**
 * Readings without a trusted time that the store has not: right where an earlier record of the device is the same reading
 * (identity, and its count or the device's own time), lost where there is none. Goes through the log once more, only if
 * there are any.
 */
export async function settleUncertain({ uncertain, partitions, numbers, findings }: SettleInput): Promise<void> {
  if (uncertain.length === 0) return;
  const open = new Map<string, Set<number>>();
  for (const { device, identity, offset } of uncertain) {
    const key = `${device} ${identity}`;
    open.set(key, (open.get(key) ?? new Set<number>()).add(offset));
  }
  for (const partition of partitions.filter(({ topic }) => topic.startsWith('telemetry.reading'))) {
    const earlier = new Set<string>();
    await scanPartition(partition, new Findings(), ({ offset, value }) => {
      const reading = readReading(value);
      if (reading === undefined || reading.quality === 'good') return;
      const { deviceId, identity, boot, seq, deviceTime } = reading;
      const key = `${numbers.ofUlid(deviceId)} ${identity}`;
      const offsets = open.get(key);
      if (offsets === undefined) return;
      const name = `${key} ${seq === null ? `@${deviceTime}` : `${boot}/${seq}`}`;
      const recognisable = seq !== null || deviceTime !== null;
      if (offsets.has(offset) && !(recognisable && earlier.has(name))) {
        findings.add(
          'lost',
          'readings in the store',
          `device ${deviceId}, offset ${offset}: in the log and not in the store`,
        );
      }
      earlier.add(name);
    });
  }
}

import { OperatorError } from '@fieldline/platform';
import type { ReadingStore, ReadingToStore } from '@fieldline/readings';
import { statfs } from 'node:fs/promises';
import { InterruptedError } from '../../shell/errors.js';
import { MINUTE_MS, type ApiBenchPlan, type BenchedDevice, type History } from './api-bench-plan.js';

/** Rows, index and the database's log, generously. */
const BYTES_A_READING = 330;
const SPARE_BYTES = 3e9;
const READINGS_A_BATCH = 5_000;
/** One batch is encoded while another is stored. */
const LANES = 2;
/** Anything that differs from reading to reading: 64 bits of the golden ratio. */
const IDENTITY_STEP = 0x9e37_79b9_7f4a_7c15n;

export interface HistoryLoad {
  readonly plan: ApiBenchPlan;
  readonly devices: readonly BenchedDevice[];
  readonly history: History;
}

export function readingsOf({ devices, days }: ApiBenchPlan): number {
  return devices * days * 1_440;
}

/** Rejects with OperatorError where the folder's disk cannot hold the history. */
export async function checkRoom(folder: string, plan: ApiBenchPlan): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const needed = readingsOf(plan) * BYTES_A_READING + SPARE_BYTES;
  if (bavail * bsize >= needed) return;
  throw new OperatorError(
    `${folder} has ${gigabytes(bavail * bsize)} free, and ${plan.days} days of ${plan.devices} devices need ` +
      `${gigabytes(needed)}: ask for fewer days (--days), or name a folder with room in TMPDIR`,
  );
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}

/** Writes the history in the order in which it would have come, every device once a minute. */
export async function loadHistory(
  store: ReadingStore,
  { plan, devices, history }: HistoryLoad,
  tell: (written: number) => void,
): Promise<void> {
  const minutes = (history.to - history.from) / MINUTE_MS;
  const step = Math.max(1, Math.floor(READINGS_A_BATCH / devices.length));
  let [next, written] = [0, 0];
  const lane = async (): Promise<void> => {
    while (next < minutes) {
      if (plan.context.signal.aborted) throw new InterruptedError('interrupted');
      const first = next;
      next = Math.min(minutes, first + step);
      const batch = batchOf(devices, history.from, first, next);
      await store.write(batch);
      tell((written += batch.length));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

function batchOf(
  devices: readonly BenchedDevice[],
  from: number,
  firstMinute: number,
  endMinute: number,
): readonly ReadingToStore[] {
  const batch: ReadingToStore[] = [];
  for (let minute = firstMinute; minute < endMinute; minute++) {
    for (const [at, { id }] of devices.entries()) {
      const measuredAt = from + minute * MINUTE_MS + Math.floor((at * MINUTE_MS) / devices.length);
      const position = minute * devices.length + at + 1;
      batch.push({
        tenantId: 'default',
        deviceId: id,
        lifetime: 'history',
        measuredAt,
        receivedAt: measuredAt,
        position,
        identity: BigInt(position) * IDENTITY_STEP,
        quality: 'good',
        valuesJson: valuesAt(minute, at),
      });
    }
  }
  return batch;
}

/** A cell that is charged and discharged once a day: the seven values of the load of `bench ingest`. */
function valuesAt(minute: number, device: number): string {
  const day = Math.sin((minute + device * 17) / 229.18);
  const noise = ((minute * 7919 + device * 104_729) % 1000) / 1000;
  const current = (4 * Math.cos((minute + device * 17) / 229.18) + noise).toFixed(2);
  return (
    `{"voltage":${(3.65 + 0.4 * day + noise / 100).toFixed(3)},"current":${current},"power":${(3 * day + noise).toFixed(2)},` +
    `"chargeDrawn":${(minute / 1000).toFixed(1)},"energyDrawn":${(minute / 300).toFixed(1)},` +
    `"temperature":${(25 + 6 * day + noise).toFixed(1)},"ambientTemperature":${(20 + 5 * day).toFixed(0)}}`
  );
}

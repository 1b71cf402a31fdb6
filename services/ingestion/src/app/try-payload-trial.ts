import type { MetricValue, ReadingQuality } from '@fieldline/contracts';
import { refusedOf, type CheckedReading } from '../domain/check-reading.js';
import { isBelieved } from '../domain/measured-at.js';
import { Refusal, storableReason } from '../domain/refusal.js';
import { located } from './reading-place.js';
import type { ReplayPlan, RefusedAgain } from './replay-plan.js';

export interface TriedReading {
  /** ms since 1970; null: the time of its arrival is taken. */
  readonly measuredAt: number | null;
  readonly quality: ReadingQuality;
  readonly boot: string | number | null;
  readonly seq: number | null;
  readonly values: Readonly<Record<string, MetricValue>>;
}

/** What a payload becomes, for people. */
export interface PayloadTrial {
  readonly readings: readonly TriedReading[];
  readonly refused: readonly RefusedAgain[];
}

/** A payload that would come now. */
export function trialOf(
  checked: readonly (CheckedReading | Refusal)[],
  { receivedAt, keepsHistory }: { readonly receivedAt: number; readonly keepsHistory: boolean },
): PayloadTrial {
  const readings: TriedReading[] = [];
  const refused: RefusedAgain[] = [];
  for (const [at, one] of checked.entries()) {
    const where = { readings: checked.length, at };
    const isRefusal = one instanceof Refusal;
    const reasons = isRefusal ? [one.reason] : refusedOf(one);
    for (const reason of reasons) {
      refused.push({ kind: isRefusal ? 'reading' : 'value', reason: storableReason(located(where, reason)) });
    }
    if (!isRefusal) readings.push(tried(one, timeOf(one, receivedAt, keepsHistory)));
  }
  return { readings, refused };
}

/** A letter as it would be replayed. */
export function trialOfPlan({ readings, refused }: ReplayPlan): PayloadTrial {
  return {
    readings: readings.map(({ reading, measuredAt, quality }) => tried(reading, { measuredAt, quality })),
    refused: refused.map(({ kind, reason }) => ({ kind, reason: storableReason(reason) })),
  };
}

function tried(
  { sent: { boot, seq }, checked: { values } }: CheckedReading,
  time: Pick<TriedReading, 'measuredAt' | 'quality'>,
): TriedReading {
  return { ...time, boot, seq, values };
}

function timeOf(
  { deviceTime }: CheckedReading,
  receivedAt: number,
  keepsHistory: boolean,
): Pick<TriedReading, 'measuredAt' | 'quality'> {
  if (deviceTime === undefined) return { measuredAt: null, quality: 'arrival-time' };
  return isBelieved(deviceTime, receivedAt, keepsHistory)
    ? { measuredAt: deviceTime, quality: 'good' }
    : { measuredAt: null, quality: 'clock-unsynced' };
}

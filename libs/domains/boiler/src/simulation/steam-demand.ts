import { wander, type LocalTime } from '@fieldline/domain-pack';

const MINUTE = 60_000; // ms
const SATURDAY = 6;
/** Early, late and night shift begin; a shift comes on within half an hour. */
const SHIFTS = [
  { from: 6, share: 0.66 },
  { from: 14, share: 0.58 },
  { from: 22, share: 0.32 },
] as const;
const WEEKEND_SHARE = 0.28;
const RAMP_HOURS = 0.5;
const [LEAST, MOST] = [0.2, 0.92];
/** A batch user opens its valve for about a third of the time. */
const BATCH = { share: 0.1, above: 0.4, periodMs: 50 * MINUTE } as const;

/** Steam that a works asks of one boiler, share of its rated flow: by shift, with batches and small users on top. */
export function steamDemand(seed: number, name: string, { at, local }: { at: number; local: LocalTime }): number {
  const small =
    0.05 * wander(seed, `steam:${name}`, { at, periodMs: 12 * MINUTE }) +
    0.05 * wander(seed, `production:${name}`, { at, periodMs: 200 * MINUTE });
  const batch = wander(seed, `batch:${name}`, { at, periodMs: BATCH.periodMs }) > BATCH.above ? BATCH.share : 0;
  return Math.min(MOST, Math.max(LEAST, shiftShare(local) + small + batch));
}

function shiftShare({ weekday, hour }: LocalTime): number {
  if (weekday >= SATURDAY && (weekday > SATURDAY || hour >= SHIFTS[0].from)) return WEEKEND_SHARE;
  const index = SHIFTS.findLastIndex(({ from }) => hour >= from);
  const shift = SHIFTS[index] ?? SHIFTS[2];
  const before = index > 0 ? (SHIFTS[index - 1] ?? SHIFTS[2]) : SHIFTS[2];
  const ramp = index < 0 ? 1 : Math.min(1, (hour - shift.from) / RAMP_HOURS);
  return before.share + (shift.share - before.share) * ramp;
}

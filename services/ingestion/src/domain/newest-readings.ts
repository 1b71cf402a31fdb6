/** As much of a reading as is needed here. `valuesJson` is the text of one JSON object. */
export interface TimedValues {
  readonly head: { readonly deviceId: string; readonly measuredAt: number };
  readonly valuesJson: string;
}

/** `"metric":` of each of its metrics, in order. */
type Shape = readonly string[];

interface Kept<T> {
  readonly reading: T;
  readonly shape: Shape;
}

/** Looked at more of a device's readings than this, a further one is kept unseen: it costs time, not truth. */
const COMPARED = 8;

/**
 * Of readings in log order, in the same order those that tell each device's newest value of each metric, and few more. A device may send
 * some of its metrics at a time, so its newest reading alone does not tell; one that sends the same metrics again and
 * again, as most do, leaves one reading, and the others are not parsed.
 */
export function newestReadings<T extends TimedValues>(readings: readonly T[]): readonly T[] {
  const byDevice = new Map<string, Kept<T>[]>();
  for (const [deviceId, newest] of newestByDevice(readings)) byDevice.set(deviceId, [keep(newest)]);
  for (let i = readings.length - 1; i >= 0; i -= 1) {
    const reading = readings[i] as T;
    const kept = byDevice.get(reading.head.deviceId) as Kept<T>[];
    if (!isCovered(reading, kept)) kept.push(keep(reading));
  }
  const told = new Set([...byDevice.values()].flatMap((kept) => kept.map(({ reading }) => reading)));
  return readings.filter((reading) => told.has(reading));
}

/** The later in the log of two at one instant. */
function newestByDevice<T extends TimedValues>(readings: readonly T[]): ReadonlyMap<string, T> {
  const newest = new Map<string, T>();
  for (const reading of readings) {
    const { deviceId, measuredAt } = reading.head;
    const known = newest.get(deviceId);
    if (known === undefined || measuredAt >= known.head.measuredAt) newest.set(deviceId, reading);
  }
  return newest;
}

function keep<T extends TimedValues>(reading: T): Kept<T> {
  const metrics = Object.keys(JSON.parse(reading.valuesJson) as object);
  return { reading, shape: metrics.map((metric) => `${JSON.stringify(metric)}:`) };
}

/** Whether one that is as new or newer has the same metrics. */
function isCovered<T extends TimedValues>({ head, valuesJson }: T, kept: readonly Kept<T>[]): boolean {
  const compared = Math.min(kept.length, COMPARED);
  for (let i = 0; i < compared; i += 1) {
    const { reading, shape } = kept[i] as Kept<T>;
    if (reading.head.measuredAt >= head.measuredAt && hasShape(valuesJson, shape)) return true;
  }
  return false;
}

/**
 * Whether a JSON object has these members and no others, without parsing it: each `"metric":` comes in this order and
 * there is no further colon. No string can hold an unescaped quote, so none can pass for a member; a colon in a string
 * only makes the answer no.
 */
function hasShape(json: string, shape: Shape): boolean {
  let at = 0;
  for (const member of shape) {
    const found = json.indexOf(member, at);
    if (found < 0 || json.indexOf(':', at) !== found + member.length - 1) return false;
    at = found + member.length;
  }
  return json.indexOf(':', at) < 0;
}

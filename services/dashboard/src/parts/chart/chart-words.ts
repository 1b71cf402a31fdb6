/** The name of a metric for people: `stateOfCharge` is "State of charge". */
export function metricWords(metric: string): string {
  const words = metric.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A moment in a zone, with the day; to the second where `spanMs`, what is shown around it, is short. */
export function momentText(atMs: number, zone: string, spanMs: number): string {
  return formatter(zone, {
    day: 'numeric',
    month: 'short',
    ...(spanMs > 300 * DAY_MS ? { year: 'numeric' } : {}),
    hour: '2-digit',
    minute: '2-digit',
    ...(spanMs <= 2 * DAY_MS ? { second: '2-digit' } : {}),
    hourCycle: 'h23',
  }).format(atMs);
}

const DAY_MS = 86_400_000;

/** Labels of an axis of time: the time of day, with the day beneath the first and where another begins. */
export function axisTimes(splitsMs: readonly number[], stepMs: number, zone: string): string[] {
  const day = formatter(zone, {
    day: 'numeric',
    month: 'short',
    ...(stepMs >= 60 * DAY_MS ? { year: 'numeric' } : {}),
  });
  if (stepMs >= DAY_MS) return splitsMs.map((at) => day.format(at));
  const time = formatter(zone, {
    hour: '2-digit',
    minute: '2-digit',
    ...(stepMs < 60_000 ? { second: '2-digit' } : {}),
    hourCycle: 'h23',
  });
  let before: string | undefined;
  return splitsMs.map((at) => {
    const today = day.format(at);
    const label = today === before ? time.format(at) : `${time.format(at)}\n${today}`;
    before = today;
    return label;
  });
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making one takes longer than thousands of uses of it. A zone that the browser does not know is shown as UTC. */
function formatter(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([zone, options]);
  let made = formatters.get(key);
  if (made === undefined) {
    made = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: knownZone(zone) });
    formatters.set(key, made);
  }
  return made;
}

/** The zone, or UTC where the browser does not know it. */
export function knownZone(zone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch {
    return 'UTC';
  }
}

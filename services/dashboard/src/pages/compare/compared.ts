import type { ProfileMetric } from '../../parts/diff/profile-metric.js';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;
/** More lines than that nobody tells apart. */
export const MOST_DEVICES = 12;

/** The devices that an address names, each once. */
export function readDevices(text: string | null): readonly string[] {
  const named = (text ?? '').split(',').filter((name) => NAME.test(name));
  return [...new Set(named)].slice(0, MOST_DEVICES);
}

/** A device and the metrics of its profile, once they are known. */
export interface Comparable {
  readonly device: string;
  readonly metrics: readonly ProfileMetric[] | undefined;
}

export interface MetricChoice {
  readonly metric: string;
  /** How many of the devices have it. */
  readonly devices: number;
}

/** Numbers that the devices have, those first that most have; among equals the order of the first device. */
export function metricChoices(devices: readonly Comparable[]): readonly MetricChoice[] {
  const counts = new Map<string, number>();
  for (const { metrics } of devices) {
    for (const { metric, type } of metrics ?? []) {
      if (type === 'number') counts.set(metric, (counts.get(metric) ?? 0) + 1);
    }
  }
  return [...counts].map(([metric, having]) => ({ metric, devices: having })).sort((a, b) => b.devices - a.devices);
}

export interface Together {
  readonly unit: string;
  /** One axis serves these alone. */
  readonly devices: readonly { readonly device: string; readonly spec: ProfileMetric }[];
  /** Those that have it in another unit, or not at all; in words. */
  readonly left: readonly string[];
}

/** Which devices share an axis for a metric: those of the first one's unit. Undefined where none has it. */
export function together(devices: readonly Comparable[], metric: string): Together | undefined {
  const having = devices.flatMap(({ device, metrics }) => {
    const spec = metrics?.find((its) => its.metric === metric && its.type === 'number');
    return spec === undefined ? [] : [{ device, spec }];
  });
  const unit = having[0]?.spec.unit;
  if (unit === undefined) return undefined;
  const drawn = having.filter(({ spec }) => spec.unit === unit);
  const left = devices.flatMap(({ device, metrics }) => {
    if (metrics === undefined || drawn.some((its) => its.device === device)) return [];
    const other = having.find((its) => its.device === device)?.spec.unit;
    return [other === undefined ? `${device} does not measure it` : `${device} measures it in ${other}`];
  });
  return { unit, devices: drawn, left };
}

import type { MetricSpec } from '@fieldline/contracts';
import { InvalidRequestError } from '@fieldline/platform';
import type { FleetDevice } from '../../domain/fleet/fleet-device.js';
import type { FleetView } from '../fleet/fleet-view.js';

/** The metrics of a device: those of its profile's version, then those that only other versions have, which it may have sent. */
export function metricsOf(fleet: FleetView, { device, profile }: FleetDevice): ReadonlyMap<string, MetricSpec> {
  const metrics = new Map<string, MetricSpec>();
  for (const { metrics: specs } of [profile, ...fleet.tenant(device.tenantId).versionsOf(device.profile.id)]) {
    for (const spec of specs) if (!metrics.has(spec.metric)) metrics.set(spec.metric, spec);
  }
  return metrics;
}

/** Throws InvalidRequestError, which names the metrics that there are. */
export function pickMetrics(known: ReadonlyMap<string, MetricSpec>, names: readonly string[]): readonly MetricSpec[] {
  const specs = [...new Set(names)].map((name) => known.get(name));
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length === 0) return specs.filter((spec) => spec !== undefined);
  const message = `the device has no metric ${unknown.join(', ')}; it has ${[...known.keys()].join(', ')}`;
  throw new InvalidRequestError(message, { faults: [{ at: 'query.metric', message }] });
}

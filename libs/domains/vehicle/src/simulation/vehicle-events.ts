import { EVENT_SEVERITIES, type EVENT_STATUSES } from '../profiles/event-metrics.js';

/** One system event (systems.md V2), as it travels in a reading. */
export interface VehicleEvent {
  readonly eventType: string;
  readonly severity: (typeof EVENT_SEVERITIES)[number];
  readonly description: string;
  readonly component: string;
  readonly status: (typeof EVENT_STATUSES)[number];
}

const noted = (
  [eventType, component]: readonly [string, string],
  severity: VehicleEvent['severity'],
  description: string,
): VehicleEvent => ({ eventType, severity, description, component, status: 'noted' });

export const EVENTS = {
  ignitionOn: noted(['ignition-on', 'ignition'], 'info', 'Ignition on, trip begins'),
  ignitionOff: noted(['ignition-off', 'ignition'], 'info', 'Ignition off, trip ends'),
  harshBraking: noted(['harsh-braking', 'driving'], 'warning', 'Braked with more than 3 m/s²'),
  harshAcceleration: noted(['harsh-acceleration', 'driving'], 'warning', 'Accelerated with more than 3 m/s²'),
  lowEnergy: { ...noted(['low-energy', 'energy'], 'critical', 'Below 15 % of tank or battery'), status: 'raised' },
  refilled: { ...noted(['low-energy', 'energy'], 'info', 'Tank or battery filled'), status: 'cleared' },
} as const satisfies Record<string, VehicleEvent>;

/** What happened of late: the gravest event of an interval is told, of equally grave ones the last. */
export class RecentEvents {
  readonly #interval: number;
  #events: { readonly step: number; readonly event: VehicleEvent }[] = [];

  /** Interval in steps. */
  constructor(interval: number) {
    this.#interval = interval;
  }

  add(step: number, event: VehicleEvent): void {
    this.#forget(step);
    this.#events.push({ step, event });
  }

  /** Of the interval that ends with this step. */
  gravest(step: number): VehicleEvent | undefined {
    this.#forget(step);
    const gravity = (event: VehicleEvent): number => EVENT_SEVERITIES.indexOf(event.severity);
    return this.#events
      .map(({ event }) => event)
      .reduce<VehicleEvent | undefined>(
        (worst, event) => (worst !== undefined && gravity(worst) > gravity(event) ? worst : event),
        undefined,
      );
  }

  #forget(step: number): void {
    this.#events = this.#events.filter((kept) => kept.step > step - this.#interval);
  }
}

import type { EVENT_SEVERITIES, EVENT_STATUSES } from '../profiles/event-metrics.js';

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

/** Tells events one after the other, each for one interval, so that a device that sends once an interval tells each once. */
export class EventQueue {
  readonly #interval: number;
  #events: { readonly from: number; readonly event: VehicleEvent }[] = [];
  /** Step from which the next event can be told. */
  #free = 0;

  /** Interval in steps. */
  constructor(interval: number) {
    this.#interval = interval;
  }

  add(step: number, event: VehicleEvent): void {
    const from = Math.max(step, this.#free);
    this.#free = from + this.#interval;
    this.#events = this.#events.filter((kept) => kept.from > step - this.#interval);
    this.#events.push({ from, event });
  }

  /** What is told at this step. */
  at(step: number): VehicleEvent | undefined {
    return this.#events.find(({ from }) => from <= step && step < from + this.#interval)?.event;
  }
}

import { READING_TOPIC, refusedV1 } from '@fieldline/contracts';
import type { Assignment, BatchOutcome, MessageBus, RecordBatch, SubscriptionHandle } from '@fieldline/messaging';
import type { Logger } from '@fieldline/platform';
import { countOfRefusals } from '../../domain/fleet/count-of-refusals.js';
import type { FleetDevice } from '../../domain/fleet/fleet-device.js';
import type { FleetView } from './fleet-view.js';
import type { LiveFeed } from '../live/live-feed.js';
import { keptRecords } from '../live/live-history.js';

export interface TelemetryTailParts {
  readonly bus: MessageBus;
  readonly logger: Logger;
  readonly fleet: FleetView;
  readonly live: LiveFeed;
  /** Of this gateway alone: members of one group would share the readings. `gateway` where there is one. */
  readonly group?: string;
}

type TelemetrySource = 'r' | 'f';
const SOURCES: readonly (readonly [TelemetrySource, string])[] = [
  ['r', READING_TOPIC],
  ['f', refusedV1.topic],
];
const MOST_STRANGERS = 10_000;
const DONE: BatchOutcome = { kind: 'done' };

/** Takes readings and refusals from near their ends: counts them by the device in their key, undecoded, and passes them to the live feed. */
export class TelemetryTail {
  readonly #parts: TelemetryTailParts;
  #handles: readonly SubscriptionHandle[] = [];
  /** Where each partition ended when it was assigned: what came before is history. */
  readonly #goals = new Map<string, number>();
  /** Keys that no device has; so that each is waited for once. */
  readonly #strangers = new Set<string>();
  #problem: string | undefined;

  constructor(parts: TelemetryTailParts) {
    this.#parts = parts;
  }

  /** To be called when the fleet view knows its devices. */
  async start(): Promise<void> {
    const { bus, group = 'gateway', logger } = this.#parts;
    this.#handles = await Promise.all(
      SOURCES.map(([source, topic]) =>
        bus.subscribe({
          topic,
          group,
          onAssigned: (assignment) => Promise.resolve(this.#begin(source, assignment)),
          handleBatch: (batch) => this.#take(source, batch),
        }),
      ),
    );
    for (const { failed } of this.#handles) {
      void failed.then((error) => {
        this.#problem = `the gateway sees no new readings: ${error.message}; restart it`;
        logger.error({ err: error }, 'the tail of the telemetry stopped for good');
      });
    }
  }

  /** What stopped it for good, in one line; undefined when all is well. */
  problem(): string | undefined {
    return this.#problem;
  }

  async close(): Promise<void> {
    await Promise.all(this.#handles.map((handle) => handle.close()));
  }

  #begin(source: TelemetrySource, { partition, startOffset, endOffset }: Assignment): number {
    const start = Math.max(startOffset, endOffset - keptRecords(source));
    this.#goals.set(source + partition, endOffset);
    this.#parts.live.history.begin({ source, partition, start, end: endOffset });
    return start;
  }

  async #take(source: TelemetrySource, { partition, records }: RecordBatch): Promise<BatchOutcome> {
    const { fleet, live } = this.#parts;
    const goal = this.#goals.get(source + partition) ?? 0;
    const place = { source, partition };
    for (const record of records) {
      const entry = fleet.byRecordKey(record.key) ?? (await this.#meet(record.key));
      if (source === 'r') entry?.arrived(record.appendedAt);
      else entry?.refused(record.appendedAt, countOfRefusals(record.value));
      live.take(place, record, entry, record.offset >= goal);
      if (live.relief !== undefined) await live.relief;
    }
    live.history.reached(place, (records.at(-1)?.offset ?? -1) + 1);
    return DONE;
  }

  /** A reading may be here before the event of its device, which was in the log first; one of a device that is gone stays a stranger's. */
  async #meet(deviceId: string): Promise<FleetDevice | undefined> {
    if (this.#strangers.has(deviceId)) return undefined;
    const { fleet } = this.#parts;
    await fleet.whenCaughtUp();
    const entry = fleet.byRecordKey(deviceId);
    if (entry === undefined) {
      if (this.#strangers.size >= MOST_STRANGERS) this.#strangers.clear();
      this.#strangers.add(deviceId);
    }
    return entry;
  }
}

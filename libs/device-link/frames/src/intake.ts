import type { DeviceIdentity, DeviceMessage, MessageHandler, ShedHandler } from '@fieldline/device-link';
import { asError, type Clock, type Tracing } from '@fieldline/platform';
import type { FrameGate } from './frame-gate.js';
import type { InFlight } from './in-flight.js';
import { MessageTraces } from './message-traces.js';

export interface IntakeOptions {
  readonly clock: Clock;
  readonly inFlight: InFlight;
  readonly handler: MessageHandler;
  /** Most messages of one batch. */
  readonly batchMessages: number;
  /** Told of QoS 0 messages that were shed, once a turn and device. */
  readonly onShed: ShedHandler;
  /** The handler refused a batch; its connections were closed. */
  readonly onRefused: (error: Error, connections: number) => void;
  /** Nothing is traced unless given. */
  readonly tracing?: Tracing;
}

/** Consecutive tickets of one gate. */
interface Hold {
  readonly gate: FrameGate;
  readonly first: number;
  last: number;
}

class Batch {
  messages: DeviceMessage[] = [];
  readonly holds: Hold[] = [];
  looseMessages = 0;
  looseBytes = 0;
  traces: MessageTraces | undefined;
}

/**
 * Collects the messages of all connections over one turn of the event loop, hands them on as one batch in the order in
 * which they arrived, and lets their acknowledgements go when the handler resolves. Batches may overlap.
 */
export class Intake {
  #batch = new Batch();
  #scheduled = false;
  #batchesOut = 0;
  #shed = new Map<string, { readonly sender: DeviceIdentity; count: number }>();
  #idle: (() => void)[] = [];

  constructor(private readonly options: IntakeOptions) {}

  /** A message that its gate holds the acknowledgement of. */
  takeHeld(message: DeviceMessage, gate: FrameGate, ticket: number): void {
    const { holds } = this.#batch;
    const last = holds[holds.length - 1];
    if (last !== undefined && last.gate === gate && last.last + 1 === ticket) last.last = ticket;
    else holds.push({ gate, first: ticket, last: ticket });
    this.#add(message);
  }

  /** A QoS 0 message: kept while there is plenty of room, else shed and counted. */
  takeLoose(message: DeviceMessage): void {
    if (this.options.inFlight.takeLoose(message.payload.length)) this.#addLoose(message);
    else this.#countShed(message.sender);
  }

  /** A message that nobody can send again, such as a will. */
  takeUnasked(message: DeviceMessage): void {
    this.options.inFlight.take(message.payload.length);
    this.#addLoose(message);
  }

  /** Resolves once every message taken so far was handled. */
  idle(): Promise<void> {
    if (this.#isIdle()) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  #isIdle(): boolean {
    return this.#batchesOut === 0 && this.#batch.messages.length === 0;
  }

  #addLoose(message: DeviceMessage): void {
    this.#batch.looseMessages++;
    this.#batch.looseBytes += message.payload.length;
    this.#add(message);
  }

  #add(message: DeviceMessage): void {
    if (this.#batch.messages.push(message) >= this.options.batchMessages) this.#send();
    else this.#schedule();
  }

  #countShed(sender: DeviceIdentity): void {
    const entry = this.#shed.get(sender.deviceId);
    if (entry === undefined) this.#shed.set(sender.deviceId, { sender, count: 1 });
    else entry.count++;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.options.clock.defer(() => {
      this.#scheduled = false;
      this.#send();
      this.#tellShed();
    });
  }

  #send(): void {
    const batch = this.#batch;
    if (batch.messages.length === 0) return;
    this.#batch = new Batch();
    this.#batchesOut++;
    const { messages } = batch;
    // what waits for the log are the acknowledgements; the messages themselves are the handler's alone
    batch.messages = [];
    const { tracing } = this.options;
    if (tracing !== undefined) batch.traces = MessageTraces.begin(messages, tracing);
    this.#handle(messages).then(
      () => this.#settled(batch),
      (error: unknown) => this.#refused(batch, asError(error)),
    );
  }

  #handle(messages: readonly DeviceMessage[]): Promise<void> {
    try {
      return this.options.handler(messages);
    } catch (error) {
      return Promise.reject(asError(error));
    }
  }

  #settled(batch: Batch): void {
    this.#batchesOut--;
    if (batch.traces === undefined) letGo(batch);
    else batch.traces.acknowledged(() => letGo(batch));
    if (batch.looseMessages > 0) this.options.inFlight.give(batch.looseMessages, batch.looseBytes);
    if (!this.#isIdle()) return;
    const waiting = this.#idle;
    this.#idle = [];
    for (const resolve of waiting) resolve();
  }

  #refused(batch: Batch, error: Error): void {
    const gates = new Set(batch.holds.map(({ gate }) => gate));
    for (const gate of gates) gate.fail('log-refused');
    batch.traces?.refused(error);
    batch.traces = undefined;
    this.#settled(batch);
    this.options.onRefused(error, gates.size);
  }

  #tellShed(): void {
    if (this.#shed.size === 0) return;
    const shed = this.#shed;
    this.#shed = new Map();
    for (const { sender, count } of shed.values()) this.options.onShed(sender, count);
  }
}

function letGo({ holds }: Batch): void {
  for (const { gate, first, last } of holds) gate.release(first, last);
}

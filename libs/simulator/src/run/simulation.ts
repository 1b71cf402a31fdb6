import type { Clock } from '@fieldline/platform';
import { faultsOf, RECONNECT_STORM } from '../faults/fault-list.js';
import type { ChosenDevice } from '../fleet/choose-devices.js';
import type { DeviceLine, DeviceLogin, OpenLine } from '../line/device-line.js';
import { lifeBegin } from '../schedule/life-begin.js';
import { onGrain, sendTimes } from '../schedule/send-times.js';
import { DeviceScript } from '../sender/device-script.js';
import { connectAll } from './connect-all.js';
import { runLive } from './run-live.js';
import { sendHistory } from './send-history.js';
import { Sender } from './sender.js';
import { untilAcknowledged } from './until-acknowledged.js';

export interface SimulatedLogin extends ChosenDevice {
  readonly login: DeviceLogin;
}

export interface SimulationParts {
  readonly devices: readonly SimulatedLogin[];
  readonly openLine: OpenLine;
  readonly clock: Clock;
  readonly seed: number;
  /** Since when, ms since 1970, a history is sent; left out, the run begins now. */
  readonly historyFrom?: number;
  /** A whole number, higher than those of earlier runs: the second of the start unless given. A run that is repeated keeps its own. */
  readonly boot?: number;
  /** Instead of the devices' own intervals. */
  readonly intervalMs?: number;
  /** Words of `FAULT_FLAGS`. */
  readonly faults: ReadonlySet<string>;
}

/** Messages in flight get so long to be acknowledged. */
const SETTLE_MS = 30_000;

/** A fleet at work. In this order: connect, sendHistory?, sendFirst and beginTally?, live, settle, close. */
export class Simulation {
  readonly #parts: SimulationParts;
  /** Connections that storms dropped. */
  dropped = 0;

  private constructor(
    parts: SimulationParts,
    readonly senders: readonly Sender[],
  ) {
    this.#parts = parts;
  }

  /** Resolves when every device is connected. Rejects with OperatorError when a login is refused, or the signal came. */
  static async connect(parts: SimulationParts, signal: AbortSignal): Promise<Simulation> {
    const { devices, clock, seed, faults, openLine } = parts;
    const now = (): number => clock.now();
    const lines = await connectAll(
      devices.map(({ login }) => login),
      openLine,
      signal,
    );
    const startAt = lifeBegin(parts.historyFrom ?? clock.now(), devices.length);
    const boot = parts.boot ?? Math.floor(clock.now() / 1000);
    const senders = devices.map(({ device, metrics, domain }, index) => {
      const own = faultsOf(index, faults);
      const script = new DeviceScript({ device, metrics, seed, startAt, boot, faults: own });
      const times = sendTimes(index, parts.intervalMs ?? device.intervalSeconds * 1000);
      const line = lines[index] as DeviceLine;
      return new Sender({ externalId: device.externalId, domain, script, line, times, faults: own }, now);
    });
    return new Simulation(parts, senders);
  }

  /** What the devices measured since the history's beginning, in arrays. False where the signal came before all of it was acknowledged. */
  async sendHistory(signal: AbortSignal, onSent: (readings: number, at: number) => void): Promise<boolean> {
    const { clock, historyFrom: from } = this.#parts;
    if (from === undefined) return true;
    await sendHistory({ senders: this.senders, from, now: () => clock.now(), signal, onSent });
    return !signal.aborted;
  }

  /** Sends one plain reading of each device, so that what the server knows of each is known. */
  async sendFirst(signal: AbortSignal): Promise<void> {
    const { clock } = this.#parts;
    const at = onGrain(clock.now());
    for (const sender of this.senders) sender.sendPlain(at);
    await untilAcknowledged(this.senders, { clock, signal, timeoutMs: SETTLE_MS });
  }

  /** Tallies begin here: what went before stands in the ledgers by now. */
  beginTally(): void {
    for (const { parts } of this.senders) parts.script.beginTally();
  }

  /** Lets the devices send for so long, or until the signal comes. */
  async live(durationMs: number, signal: AbortSignal, onTick: () => void): Promise<void> {
    const { clock, faults } = this.#parts;
    const storms = faults.has(RECONNECT_STORM);
    this.dropped += await runLive({ senders: this.senders, clock, durationMs, storms, signal, onTick });
  }

  /** Sends what is still held back, and waits for what is in flight; false where some of it was not acknowledged. */
  async settle(): Promise<boolean> {
    for (const sender of this.senders) sender.end();
    return untilAcknowledged(this.senders, { clock: this.#parts.clock, timeoutMs: SETTLE_MS });
  }

  async close(): Promise<void> {
    await Promise.all(this.senders.map(({ parts }) => parts.line.close()));
  }
}

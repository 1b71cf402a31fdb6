import { systemClock, type Clock, type Timer } from '@fieldline/platform';
import { fixtureDevice, FIXTURE_METRICS } from '../fleet/fixture-fleet.contract.js';
import type { DeviceLine } from '../line/device-line.js';
import { sendTimes } from '../schedule/send-times.js';
import { DeviceScript } from '../sender/device-script.js';
import { Sender } from './sender.js';

interface Waiting {
  readonly at: number;
  readonly callback: () => void;
}

/** For specs: time that passes as fast as what waits for it lets it. */
export class VirtualClock implements Clock {
  #now = Date.UTC(2026, 4, 1);
  readonly #waiting = new Set<Waiting>();

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  setTimer(callback: () => void, delayMs: number): Timer {
    const timer = { at: this.#now + Math.max(0, delayMs), callback };
    this.#waiting.add(timer);
    return { cancel: () => void this.#waiting.delete(timer) };
  }

  defer(callback: () => void): void {
    systemClock.defer(callback);
  }

  /** Lets time pass until the work is done. */
  async until<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const finished = work.finally(() => (done = true));
    finished.catch(() => undefined);
    for (;;) {
      await new Promise<void>((resolve) => systemClock.defer(resolve));
      if (done) return finished;
      const [next] = [...this.#waiting].sort((a, b) => a.at - b.at);
      if (next === undefined) continue;
      this.#now = Math.max(this.#now, next.at);
      this.#waiting.delete(next);
      next.callback();
    }
  }

  /** The process was stopped so long. */
  stall(ms: number): void {
    this.#now += ms;
  }
}

export interface Heard {
  readonly payload: string;
  readonly at: number;
}

/** For specs: a line whose server acknowledges after a while, or not at all while it is away. */
export class TestLine implements DeviceLine {
  connected = true;
  inFlight = 0;
  resent = 0;
  refusal: string | undefined;
  drops = 0;
  away = false;
  readonly heard: Heard[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly ackMs: number,
  ) {}

  send(payload: string, onAcknowledged: () => void): void {
    this.inFlight += 1;
    this.heard.push({ payload, at: this.clock.now() });
    if (this.away) return;
    this.clock.setTimer(() => {
      this.inFlight -= 1;
      onAcknowledged();
    }, this.ackMs);
  }

  drop(): void {
    this.drops += 1;
    this.connected = false;
    this.resent += this.inFlight;
    this.clock.setTimer(() => (this.connected = true), 1_000);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

export interface TestSender {
  readonly sender: Sender;
  readonly line: TestLine;
}

/** For specs: devices with an interval of their own. */
export function testSenders(
  clock: VirtualClock,
  { count, intervalMs, ackMs = 5 }: { count: number; intervalMs: number; ackMs?: number },
): readonly TestSender[] {
  const startAt = clock.now();
  return Array.from({ length: count }, (_, index) => {
    const device = fixtureDevice(index);
    const line = new TestLine(clock, ackMs);
    const script = new DeviceScript({ device, metrics: FIXTURE_METRICS, seed: 1, startAt, boot: 1, faults: [] });
    const times = sendTimes(index, intervalMs);
    const parts = { externalId: device.externalId, domain: 'fixture', script, line, times, faults: [] };
    return { line, sender: new Sender(parts, () => clock.now()) };
  });
}

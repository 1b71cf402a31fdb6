import { appendFileSync } from 'node:fs';
import { connect, type MqttClient } from 'mqtt';
import { sleep, systemClock } from '@fieldline/platform';

export interface LoadTarget {
  readonly url: string;
  readonly externalId: string;
  readonly username: string;
  readonly password: string;
}

export interface LoadOptions {
  /** Publishes a second; the pace of a device that never hurries. */
  readonly ratePerSecond: number;
  /** Unacknowledged at most. */
  readonly inFlight: number;
  /** A line `{device, ts, seq}` is appended for each reading that was acknowledged. */
  readonly ackedFile: string;
}

const TICK_MS = 20;

interface SentReading {
  readonly ts: number;
  readonly seq: number;
}

/**
 * One device under load: counts `seq`, gives each reading a millisecond of its own, and sends again, as it was, whatever
 * was not acknowledged. Its record of what was acknowledged is what a crash test holds against the store.
 */
export class LoadDevice {
  readonly #client: MqttClient;
  readonly #target: LoadTarget;
  readonly #options: LoadOptions;
  readonly #stopping = new AbortController();
  readonly #ended = new AbortController();
  readonly #running: Promise<void>;
  #again: SentReading[] = [];
  #lastTs = 0;
  #pending = 0;
  published = 0;
  acknowledged = 0;

  constructor(target: LoadTarget, options: LoadOptions) {
    this.#target = target;
    this.#options = options;
    const { url, externalId: clientId, username, password } = target;
    this.#client = connect(url, {
      clientId,
      username,
      password,
      protocolVersion: 4,
      clean: false,
      reconnectPeriod: 100,
      connectTimeout: 5_000,
    });
    // Each loss of the server is an error here; the client comes back by itself.
    this.#client.on('error', () => undefined);
    this.#running = this.#run();
  }

  /** Publishes nothing new; resolves when everything is acknowledged, or with false when that took longer than `graceMs`. */
  async settle(graceMs: number): Promise<boolean> {
    this.#stopping.abort();
    const deadline = systemClock.monotonic() + graceMs;
    while (this.#pending > 0 && systemClock.monotonic() < deadline) await sleep(systemClock, TICK_MS);
    this.#ended.abort();
    await this.#running;
    await this.#client.endAsync(true);
    return this.#pending === 0;
  }

  async #run(): Promise<void> {
    const { ratePerSecond, inFlight } = this.#options;
    const startedAt = systemClock.monotonic();
    let owed = 0;
    while (!this.#ended.signal.aborted) {
      const due = Math.floor(((systemClock.monotonic() - startedAt) / 1_000) * ratePerSecond);
      if (this.#client.connected) this.#sendAgain();
      for (; owed < due; owed += 1) {
        if (!this.#stopping.signal.aborted && this.#client.connected && this.#pending < inFlight) this.#publishNew();
      }
      await sleep(systemClock, TICK_MS, this.#ended.signal);
    }
  }

  #publishNew(): void {
    this.#lastTs = Math.max(systemClock.now(), this.#lastTs + 1);
    this.#pending += 1;
    this.#send({ ts: this.#lastTs, seq: (this.published += 1) });
  }

  #sendAgain(): void {
    const again = this.#again;
    this.#again = [];
    for (const reading of again) this.#send(reading);
  }

  #send({ ts, seq }: SentReading): void {
    const device = this.#target.externalId;
    const values = { voltage: 48 + (seq % 100) / 100, current: (seq % 37) - 18, temperature: 20 + (seq % 10) };
    const payload = JSON.stringify({ ts, seq, boot: 1, values });
    this.#client.publish(`devices/${device}/telemetry`, payload, { qos: 1 }, (error) => {
      if (error) {
        this.#again.push({ ts, seq });
        return;
      }
      this.#pending -= 1;
      this.acknowledged += 1;
      appendFileSync(this.#options.ackedFile, `${JSON.stringify({ device, ts, seq })}\n`);
    });
  }
}

import { sleep, type Clock } from '@fieldline/platform';
import { connectAsync, type MqttClient } from 'mqtt';
import pg from 'pg';
import { ulidAsUuid } from '../audit/join/device-numbers.js';
import { LatencyHistogram } from './load/latency-histogram.js';
import type { LoadJobDevice } from './load/load-job.js';

export interface ProbeOptions {
  readonly mqttUrl: string;
  readonly databaseUrl: string;
  readonly device: LoadJobDevice;
  /** ULID. */
  readonly deviceId: string;
  readonly clock: Clock;
}

const PUBLISH_EVERY_MS = 100;
const LOOK_EVERY_MS = 5;
const GIVE_UP_MS = 30_000;

/** A device of its own under load, whose readings are looked for in the database: the time from publish to stored. */
export class StoredProbe {
  readonly latencies = new LatencyHistogram();
  readonly #options: ProbeOptions;
  readonly #stopping = new AbortController();
  readonly #waiting: { readonly measuredAt: number; readonly sentAt: number }[] = [];
  #publishing: Promise<void> = Promise.resolve();
  #looking: Promise<void> = Promise.resolve();

  private constructor(options: ProbeOptions) {
    this.#options = options;
  }

  static async start(options: ProbeOptions): Promise<StoredProbe> {
    const { clientId, username, password } = options.device;
    const probe = new StoredProbe(options);
    const client = await connectAsync(options.mqttUrl, { clientId, username, password, protocolVersion: 4 }, false);
    const database = new pg.Client({ connectionString: options.databaseUrl });
    await database.connect();
    probe.#publishing = probe.#publish(client);
    probe.#looking = probe.#look(database);
    // For whoever stops it; until then the bench fails by what made these fail.
    for (const running of [probe.#publishing, probe.#looking]) running.catch(() => undefined);
    return probe;
  }

  /** Publishes no more and waits until all is stored; rejects when the database or the connection failed. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([this.#publishing, this.#looking]);
  }

  async #publish(client: MqttClient): Promise<void> {
    const { device, clock } = this.#options;
    const { signal } = this.#stopping;
    let measuredAt = 0;
    while (!signal.aborted) {
      measuredAt = Math.max(clock.now(), measuredAt + 1);
      this.#waiting.push({ measuredAt, sentAt: clock.monotonic() });
      client.publish(device.topic, JSON.stringify({ ts: measuredAt, values: { voltage: 3.6 } }), { qos: 1 });
      await sleep(clock, PUBLISH_EVERY_MS, signal);
    }
    await client.endAsync();
  }

  async #look(database: pg.Client): Promise<void> {
    const { clock, deviceId } = this.#options;
    let stoppedAt = Infinity;
    for (;;) {
      if (this.#stopping.signal.aborted) {
        stoppedAt = Math.min(stoppedAt, clock.monotonic());
        if (this.#waiting.length === 0 || clock.monotonic() - stoppedAt > GIVE_UP_MS) break;
      }
      const newest = await newestStored(database, deviceId, this.#waiting[0]?.measuredAt);
      const now = clock.monotonic();
      while (this.#waiting[0] !== undefined && this.#waiting[0].measuredAt <= newest) {
        this.latencies.record(now - this.#waiting[0].sentAt);
        this.#waiting.shift();
      }
      await sleep(clock, LOOK_EVERY_MS);
    }
    await database.end();
  }
}

/** The newest reading of the device from `from` on, ms since 1970; −Infinity where there is none. */
async function newestStored(database: pg.Client, deviceId: string, from: number | undefined): Promise<number> {
  if (from === undefined) return -Infinity;
  const found = await database.query<{ at: string | null }>({
    name: 'newest',
    text: 'SELECT (extract(epoch FROM max(measured_at)) * 1000)::bigint AS at FROM readings.reading WHERE device_id = $1 AND measured_at >= to_timestamp($2 / 1000.0)',
    values: [ulidAsUuid(deviceId), from],
  });
  const at = found.rows[0]?.at;
  return at === null || at === undefined ? -Infinity : Number(at);
}

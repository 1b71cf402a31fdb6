import { connectAsync, type MqttClient } from 'mqtt';
import { systemClock } from '@fieldline/platform';
import type { LoadTarget } from './load-device.js';

/** One device for the system tests. */
export class TestClient {
  readonly #client: MqttClient;
  readonly #topic: string;

  private constructor(client: MqttClient, externalId: string) {
    this.#client = client;
    this.#topic = `devices/${externalId}/telemetry`;
  }

  static async open({ url, externalId, username, password }: LoadTarget): Promise<TestClient> {
    const options = { clientId: externalId, username, password, protocolVersion: 4, reconnectPeriod: 100 } as const;
    const client = await connectAsync(url, options, false);
    client.on('error', () => undefined);
    return new TestClient(client, externalId);
  }

  /** Milliseconds from QoS 1 PUBLISH to PUBACK. */
  async publish(payload: unknown): Promise<number> {
    const from = systemClock.monotonic();
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    await this.#client.publishAsync(this.#topic, text, { qos: 1 });
    return systemClock.monotonic() - from;
  }

  async close(): Promise<void> {
    await this.#client.endAsync(true);
  }
}

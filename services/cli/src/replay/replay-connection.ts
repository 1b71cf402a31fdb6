import { buildDeviceTopic } from '@fieldline/contracts';
import { OperatorError, sleep, type Clock } from '@fieldline/platform';
import { connectAsync, type MqttClient } from 'mqtt';
import { InterruptedError } from '../shell/errors.js';

export interface ReplayTarget {
  readonly url: string;
  readonly externalId: string;
  readonly username: string;
  readonly password: string;
}

/** Enough to keep the log's group commit full, little enough to stay within the link's window. */
const MAX_IN_FLIGHT = 200;
/** Without any acknowledgement for so long, the replay gives up. */
const SILENCE_MS = 60_000;
const POLL_MS = 1000;

/**
 * One device's connection: QoS 1, up to 200 publishes unacknowledged, sent again by mqtt.js when the connection comes back.
 */
export class ReplayConnection {
  readonly #client: MqttClient;
  readonly #topic: string;
  readonly #clock: Clock;
  #inFlight = 0;
  #failure: Error | undefined;
  #room: (() => void) | undefined;
  acknowledged = 0;
  sent = 0;

  private constructor(client: MqttClient, topic: string, clock: Clock) {
    this.#client = client;
    this.#topic = topic;
    this.#clock = clock;
    client.on('error', (error) => this.#fail(error));
  }

  static async open({ url, externalId, username, password }: ReplayTarget, clock: Clock): Promise<ReplayConnection> {
    try {
      const client = await connectAsync(url, { clientId: externalId, username, password, protocolVersion: 4 }, false);
      return new ReplayConnection(client, buildDeviceTopic({ device: externalId, channel: 'telemetry' }), clock);
    } catch (cause) {
      throw new OperatorError(`cannot connect to ${url} as ${externalId}: ${(cause as Error).message}`, { cause });
    }
  }

  /** Takes the payload on its way; waits only while too much is unacknowledged. */
  async publish(payload: string, signal: AbortSignal): Promise<void> {
    if (this.#inFlight >= MAX_IN_FLIGHT) await this.#waitFor(MAX_IN_FLIGHT / 2, signal);
    if (this.#failure !== undefined) throw this.#failure;
    this.#inFlight++;
    this.sent++;
    this.#client.publish(this.#topic, payload, { qos: 1 }, (error) => {
      this.#inFlight--;
      if (error) this.#fail(error);
      else this.acknowledged++;
      this.#room?.();
    });
  }

  /** Resolves when everything published is acknowledged. */
  async settle(signal: AbortSignal): Promise<void> {
    await this.#waitFor(0, signal);
    if (this.#failure !== undefined) throw this.#failure;
  }

  async close(): Promise<void> {
    await this.#client.endAsync(this.#inFlight > 0);
  }

  #fail(error: Error): void {
    this.#failure ??= new OperatorError(`the connection failed: ${error.message}`, { cause: error });
    this.#room?.();
  }

  async #waitFor(target: number, signal: AbortSignal): Promise<void> {
    let heardAt = this.#clock.monotonic();
    let heard = this.acknowledged;
    while (this.#inFlight > target && this.#failure === undefined) {
      if (signal.aborted) throw new InterruptedError('interrupted');
      await this.#roomOrTimeout(target);
      if (this.acknowledged !== heard) [heard, heardAt] = [this.acknowledged, this.#clock.monotonic()];
      if (this.#clock.monotonic() - heardAt > SILENCE_MS) {
        throw new OperatorError(`the server acknowledged nothing for ${SILENCE_MS / 1000} s`);
      }
    }
  }

  async #roomOrTimeout(target: number): Promise<void> {
    const waiting = new AbortController();
    this.#room = () => {
      if (this.#inFlight <= target || this.#failure !== undefined) waiting.abort();
    };
    await sleep(this.#clock, POLL_MS, waiting.signal);
    this.#room = undefined;
  }
}

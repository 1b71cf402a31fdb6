import { buildDeviceTopic } from '@fieldline/contracts';
import { OperatorError, RetriableError, sleep } from '@fieldline/platform';
import { connectAsync, type MqttClient } from 'mqtt';
import { InterruptedError } from '../shell/errors.js';
import { PATIENCE_MS, type Patience } from './patience.js';

export interface ReplayTarget {
  readonly url: string;
  readonly externalId: string;
  readonly username: string;
  readonly password: string;
  /** At most so many messages are unacknowledged. */
  readonly inFlight: number;
}

const POLL_MS = 200;
/** CONNACK of a server that cannot answer yet (MQTT 3.1.1, table 3.1). */
const SERVER_UNAVAILABLE = 3;

/**
 * One device's connection: QoS 1; what is unacknowledged is sent again in order by mqtt.js when the connection comes back. A server that is away is waited for, see {@link PATIENCE_MS}.
 */
export class ReplayConnection {
  readonly #client: MqttClient;
  readonly #topic: string;
  readonly #patience: Patience;
  readonly #mostInFlight: number;
  #inFlight = 0;
  #heardAt: number;
  #failure: Error | undefined;
  #room: (() => void) | undefined;
  /** How often the connection came back; what was sent meanwhile may have reached the log twice. */
  reconnects = 0;

  private constructor(client: MqttClient, { externalId, inFlight }: ReplayTarget, patience: Patience) {
    this.#client = client;
    this.#topic = buildDeviceTopic({ device: externalId, channel: 'telemetry' });
    this.#mostInFlight = inFlight;
    this.#patience = patience;
    this.#heardAt = patience.clock.monotonic();
    client.on('error', (error) => this.#onError(error));
    client.on('connect', () => {
      this.reconnects += 1;
      patience.onWaiting(undefined);
    });
  }

  /** Rejects with RetriableError while the server is away, with OperatorError when it does not let the device in. */
  static async open(target: ReplayTarget, patience: Patience): Promise<ReplayConnection> {
    const { url, externalId, username, password } = target;
    const options = { clientId: externalId, username, password, protocolVersion: 4 } as const;
    try {
      const client = await connectAsync(url, { ...options, reconnectOnConnackError: true }, false);
      return new ReplayConnection(client, target, patience);
    } catch (cause) {
      const message = `cannot connect to ${url} as ${externalId}: ${(cause as Error).message}`;
      throw isTransient(cause as Error)
        ? new RetriableError(message, { cause })
        : new OperatorError(message, { cause });
    }
  }

  /** Takes the payload on its way; waits only while too much is unacknowledged. */
  async publish(payload: string, onAcknowledged: () => void): Promise<void> {
    const most = this.#mostInFlight;
    if (this.#inFlight >= most) await this.#waitFor(most / 2, this.#patience.signal);
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#inFlight === 0) this.#heard();
    this.#inFlight += 1;
    this.#client.publish(this.#topic, payload, { qos: 1 }, (error) => {
      this.#inFlight -= 1;
      this.#heard();
      if (error) this.#fail(error);
      else onAcknowledged();
      this.#room?.();
    });
  }

  /** Resolves when everything published is acknowledged. */
  async settle(signal = this.#patience.signal): Promise<void> {
    await this.#waitFor(0, signal);
    if (this.#failure !== undefined) throw this.#failure;
  }

  async close(): Promise<void> {
    await this.#client.endAsync(this.#inFlight > 0);
  }

  #heard(): void {
    this.#heardAt = this.#patience.clock.monotonic();
  }

  #onError(error: Error): void {
    if (isTransient(error)) this.#patience.onWaiting(error.message);
    else this.#fail(error);
  }

  #fail(error: Error): void {
    this.#failure ??= new OperatorError(`the connection failed: ${error.message}`, { cause: error });
    this.#room?.();
  }

  async #waitFor(target: number, signal: AbortSignal): Promise<void> {
    while (this.#inFlight > target && this.#failure === undefined) {
      if (signal.aborted) throw new InterruptedError('interrupted');
      await this.#roomOrTimeout(target);
      if (this.#inFlight > target && this.#patience.clock.monotonic() - this.#heardAt > PATIENCE_MS) {
        throw new OperatorError(`the server acknowledged nothing for ${PATIENCE_MS / 1000} s`);
      }
    }
  }

  async #roomOrTimeout(target: number): Promise<void> {
    const waiting = new AbortController();
    this.#room = () => {
      if (this.#inFlight <= target || this.#failure !== undefined) waiting.abort();
    };
    await sleep(this.#patience.clock, POLL_MS, waiting.signal);
    this.#room = undefined;
  }
}

/** Whether mqtt.js tries again by itself and may succeed: the socket broke, or the server is not ready yet. */
function isTransient(error: Error & { readonly code?: unknown }): boolean {
  return typeof error.code !== 'number' || error.code === SERVER_UNAVAILABLE;
}

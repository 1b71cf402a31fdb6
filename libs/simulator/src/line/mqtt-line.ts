import { buildDeviceTopic } from '@fieldline/contracts';
import { OperatorError } from '@fieldline/platform';
import { connect, type ErrorWithReasonCode, type MqttClient } from 'mqtt';
import type { DeviceLine, DeviceLogin, OpenLine } from './device-line.js';

/** CONNACK 4 and 5 of MQTT 3.1.1: bad user name or password, not authorised. */
const REFUSED: readonly unknown[] = [4, 5];
/** Longer than devices send apart, so that hardly any PINGREQ is needed. */
const KEEPALIVE_SECONDS = 120;

/** MQTT 3.1.1, QoS 1, a clean session. All lines of one opener come back `reconnectMs` after they were lost: a storm, as behind one router. */
export function mqttLines(url: string, reconnectMs: number): OpenLine {
  return (login, signal) => {
    const client = connect(url, {
      clientId: login.externalId,
      username: login.username,
      password: login.password,
      protocolVersion: 4,
      keepalive: KEEPALIVE_SECONDS,
      reschedulePings: false,
      timerVariant: 'native',
      reconnectPeriod: reconnectMs,
      reconnectOnConnackError: true,
      queueQoSZero: false,
    });
    const line = new MqttLine(client, login);
    return new Promise((resolve, reject) => {
      const give = (): void => {
        client.end(true);
        reject(new OperatorError(`interrupted while ${login.externalId} connected`));
      };
      if (signal.aborted) return give();
      signal.addEventListener('abort', give);
      const settle = (done: () => void): void => {
        signal.removeEventListener('abort', give);
        done();
      };
      client.once('connect', () => settle(() => resolve(line)));
      line.onRefused = (why) =>
        settle(() => reject(new OperatorError(`the server at ${url} refuses ${login.externalId}: ${why}`)));
    });
  };
}

class MqttLine implements DeviceLine {
  readonly #client: MqttClient;
  readonly #topic: string;
  connected = false;
  inFlight = 0;
  resent = 0;
  refusal: string | undefined;
  onRefused: (message: string) => void = () => undefined;

  constructor(client: MqttClient, { externalId }: DeviceLogin) {
    this.#client = client;
    this.#topic = buildDeviceTopic({ device: externalId, channel: 'telemetry' });
    client.on('error', (error) => this.#hear(error));
    client.on('connect', () => {
      this.connected = true;
    });
    client.on('close', () => this.#lost());
  }

  send(payload: string, onAcknowledged: () => void): void {
    this.inFlight += 1;
    this.#client.publish(this.#topic, payload, { qos: 1 }, (error) => {
      this.inFlight -= 1;
      if (!error) onAcknowledged();
    });
  }

  drop(): void {
    this.#lost();
    this.#client.stream.destroy();
  }

  async close(): Promise<void> {
    const givesUp = !this.connected || this.inFlight > 0;
    this.connected = false;
    await this.#client.endAsync(givesUp);
  }

  #lost(): void {
    if (this.connected) this.resent += this.inFlight;
    this.connected = false;
  }

  /** All but a refused login is tried again by the client itself. */
  #hear(error: Error | ErrorWithReasonCode): void {
    if (!('code' in error) || !REFUSED.includes(error.code)) return;
    this.refusal = error.message;
    this.onRefused(error.message);
    this.#client.end(true);
  }
}

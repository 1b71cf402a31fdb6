import type { DeviceTopic } from '@fieldline/contracts';
import type { DeviceDirectory, DeviceIdentity } from '@fieldline/device-link';
import type { Intake } from '@fieldline/device-link-frames';
import type { Clock, Logger } from '@fieldline/platform';
import type { DeviceConnection } from './device-connection.js';
import { Hush } from './hush.js';
import type { LinkTally } from './link-tally.js';
import { speaksForItself } from './topic-rights.js';

/** A PUBLISH as the broker parsed it. */
export interface ParsedPublish {
  readonly topic: string;
  readonly payload: string | Buffer;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  readonly messageId?: number | undefined;
}

/** Takes each PUBLISH from the broker, checks the right to it and hands it to the intake. */
export class PublishDesk {
  readonly #hush: Hush;

  constructor(
    private readonly clock: Clock,
    private readonly directory: DeviceDirectory,
    private readonly intake: Intake,
    private readonly report: { readonly tally: LinkTally; readonly logger: Logger },
  ) {
    this.#hush = new Hush(clock);
  }

  /** False when the device has no right to the topic: its connection is closed. */
  take(connection: DeviceConnection, publish: ParsedPublish): boolean {
    const { identity, gate } = connection;
    const topic = connection.topicOf(publish.topic);
    if (identity === undefined || topic === undefined || !this.#mayPublish(identity, topic)) {
      this.#refuse(connection, publish.topic);
      return false;
    }
    if (publish.retain) this.report.tally.refused.retain++;
    const { qos } = publish;
    const payload = ownBytes(publish.payload);
    if (qos === 0) {
      const now = this.clock.now();
      this.intake.takeLoose({ sender: identity, topic, payload, receivedAt: now, qos, firstSeenAt: now });
      return true;
    }
    const ticket = gate.claim(publish.messageId ?? 0);
    if (ticket < 0) {
      gate.fail('unknown-packet');
      return false;
    }
    const receivedAt = gate.arrivedAt(ticket);
    const firstSeenAt = gate.firstSeenAt(ticket);
    this.intake.takeHeld({ sender: identity, topic, payload, receivedAt, qos, firstSeenAt }, gate, ticket);
    return true;
  }

  /** A will that fires: a message like any other, but nobody waits for its acknowledgement. */
  takeWill(connection: DeviceConnection, will: ParsedPublish): void {
    const { identity } = connection;
    const topic = connection.topicOf(will.topic);
    if (identity === undefined || topic === undefined || !this.#mayPublish(identity, topic)) {
      this.report.tally.refused.publish++;
      return;
    }
    const now = this.clock.now();
    const payload = ownBytes(will.payload);
    this.intake.takeUnasked({ sender: identity, topic, payload, receivedAt: now, qos: will.qos, firstSeenAt: now });
  }

  #mayPublish(identity: DeviceIdentity, topic: DeviceTopic): boolean {
    return speaksForItself(identity, topic) && this.directory.mayPublish(identity, topic);
  }

  #refuse({ identity, gate }: DeviceConnection, topic: string): void {
    this.report.tally.refused.publish++;
    gate.fail('forbidden-topic');
    if (identity === undefined || !this.#hush.allows(identity.deviceId)) return;
    this.report.logger.warn(
      { device: identity.externalId, topic },
      'a device published where it may not; its connection was closed',
    );
  }
}

/** A payload is a part of what was read at once, up to 64 KiB; while it waits for the log it must not keep all of that. */
function ownBytes(payload: string | Buffer): Buffer {
  if (typeof payload === 'string') return Buffer.from(payload);
  return payload.length * 2 < payload.buffer.byteLength ? Buffer.from(payload) : payload;
}

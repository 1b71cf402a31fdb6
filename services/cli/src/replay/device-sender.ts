import type { ReplayReading } from '@fieldline/domain-pack';
import type { ReplayConnection } from './replay-connection.js';
import { readingText } from './sendable.js';
import type { RowsUnderWay, UnderWay } from './rows-under-way.js';

export interface SenderLimits {
  /** Readings in one message. */
  readonly readings: number;
  /** Bytes of one message of several readings, well below {@link MOST_PAYLOAD_BYTES}. */
  readonly bytes: number;
  /** Messages unacknowledged: enough to keep the log's group commit full, and little to send again after a crash. */
  readonly inFlight: number;
}

/** As fast as it goes: the link takes 1,000 messages a second of one device, and 50 readings in one cost little more. */
export const FULL_MESSAGES: SenderLimits = { readings: 50, bytes: 32_768, inFlight: 20 };
/** As a device sends: each reading when it is measured. */
export const SINGLE_READINGS: SenderLimits = { readings: 1, bytes: 32_768, inFlight: 200 };

/** Puts one device's readings into messages, in order. */
export class DeviceSender {
  readonly #connection: Pick<ReplayConnection, 'publish'>;
  readonly #rows: RowsUnderWay;
  readonly #limits: SenderLimits;
  #texts: string[] = [];
  #bytes = 0;
  /** The first row of the message that is being filled; it stands for the others. */
  #underWay: UnderWay | undefined;
  acknowledged = 0;

  constructor(connection: Pick<ReplayConnection, 'publish'>, rows: RowsUnderWay, limits: SenderLimits) {
    this.#connection = connection;
    this.#rows = rows;
    this.#limits = limits;
  }

  /** Takes a row's reading, and the care for closing it; waits while too much is unacknowledged. */
  async add(reading: ReplayReading, underWay: UnderWay): Promise<void> {
    const text = readingText(reading);
    const bytes = Buffer.byteLength(text);
    if (this.#bytes + bytes > this.#limits.bytes) await this.flush();
    if (this.#underWay === undefined) this.#underWay = underWay;
    else this.#rows.close(underWay);
    this.#texts.push(text);
    this.#bytes += bytes + 1;
    if (this.#texts.length >= this.#limits.readings) await this.flush();
  }

  /** Sends what has come together so far. */
  async flush(): Promise<void> {
    const [texts, underWay] = [this.#texts, this.#underWay];
    if (underWay === undefined) return;
    this.#texts = [];
    this.#bytes = 0;
    this.#underWay = undefined;
    const payload = texts.length === 1 ? (texts[0] as string) : `[${texts.join(',')}]`;
    await this.#connection.publish(payload, () => {
      this.acknowledged += texts.length;
      this.#rows.close(underWay);
    });
  }
}

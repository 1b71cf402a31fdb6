import type { DeviceLine } from '../line/device-line.js';
import type { SendTimes } from '../schedule/send-times.js';
import type { DeviceScript } from '../sender/device-script.js';
import type { MessageFault } from '../faults/fault-list.js';
import type { Sending } from '../sender/sending.js';

/** Like the small buffer of a device: so many messages wait for their acknowledgement, and then it measures no more. */
const MOST_IN_FLIGHT = 10;

export interface SenderParts {
  readonly externalId: string;
  /** Of which pack. */
  readonly domain: string;
  readonly script: DeviceScript;
  readonly line: DeviceLine;
  readonly times: SendTimes;
  readonly faults: readonly MessageFault[];
}

/** A device at work: its script on its line. */
export class Sender {
  acknowledged = 0;
  sent = 0;
  /** Times at which it did not measure, because it was offline or too much waited for its acknowledgement. */
  skipped = 0;
  #notBefore = -Infinity;

  constructor(
    readonly parts: SenderParts,
    readonly now: () => number,
  ) {}

  /** Measures and sends, if it can. */
  turn(at: number): void {
    const { script, line } = this.parts;
    if (!line.connected || line.inFlight >= MOST_IN_FLIGHT || at <= this.#notBefore) {
      this.skipped += 1;
      return;
    }
    for (const sending of script.next(at)) this.#send(sending);
  }

  /** One reading without faults, whatever waits. */
  sendPlain(at: number): void {
    this.#send(this.parts.script.plain(at));
  }

  /** Sends what its faults still keep back. */
  end(): void {
    for (const sending of this.parts.script.end()) this.#send(sending);
  }

  #send({ payload, atArrival }: Sending): void {
    this.sent += 1;
    // it arrived before it was acknowledged
    if (atArrival) this.#notBefore = Infinity;
    this.parts.line.send(payload, () => {
      this.acknowledged += 1;
      if (atArrival) this.#notBefore = this.now();
    });
  }
}

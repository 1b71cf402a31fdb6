import type { Simulation } from '@fieldline/simulator';
import type { Clock } from '@fieldline/platform';
import type { LocalServer } from '../control/local-server.js';
import { readLedgers, untilReceived, type DeviceLedgers } from './device-ledgers.js';
import type { Measured } from './fault-account.js';
import { readLinkMetrics } from './link-metrics.js';

/** Reads what the server counts, when all that was sent so far stands in it. */
export class AccountMoments {
  readonly #api: LocalServer;
  readonly #clock: Clock;
  readonly #simulation: Simulation;

  constructor(simulation: Simulation, api: LocalServer, clock: Clock) {
    this.#simulation = simulation;
    this.#api = api;
    this.#clock = clock;
  }

  /** Before anything is sent. */
  start(): Promise<DeviceLedgers> {
    const { senders } = this.#simulation;
    return readLedgers(
      this.#api,
      senders.map(({ parts }) => parts.externalId),
    );
  }

  /** Lets each device send one reading; when this resolves, tallies and counters begin. `from`: the ledgers at the start. */
  async begin(from: DeviceLedgers, signal: AbortSignal): Promise<Measured> {
    await this.#simulation.sendFirst(signal);
    const measured = await this.since(from);
    this.#simulation.beginTally();
    return measured;
  }

  /** When the writer has all that the tallies hold beyond `from`. */
  async since(from: DeviceLedgers): Promise<Measured> {
    const wanted = new Map<string, number>();
    for (const { parts } of this.#simulation.senders) {
      const { externalId, script } = parts;
      wanted.set(externalId, (from.get(externalId)?.received ?? 0) + script.tally.messages);
    }
    const ledgers = await untilReceived(this.#api, wanted, this.#clock);
    return { ledgers, link: await readLinkMetrics(await this.#api.status()) };
  }
}

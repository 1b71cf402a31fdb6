import { SeededRandom, type FleetDevice, type MetricDefinition, type SimulatedDevice } from '@fieldline/domain-pack';
import type { Episode, Turn } from '../faults/fault.js';
import type { MessageFault, MessageFaultId } from '../faults/fault-list.js';
import { Counting } from './counting.js';
import { whole, type Sending } from './sending.js';
import { newTally, type Tally } from './tally.js';

export interface DeviceScriptParts {
  readonly device: FleetDevice;
  /** Of its profile. */
  readonly metrics: readonly MetricDefinition[];
  readonly seed: number;
  /** ms since 1970. */
  readonly startAt: number;
  /** A whole number, higher than those of earlier runs. */
  readonly boot: number;
  readonly faults: readonly MessageFault[];
}

/** What one device sends and when it goes wrong: its life, its count, its faults. The same parts give the same script. */
export class DeviceScript {
  readonly #parts: DeviceScriptParts;
  readonly #life: SimulatedDevice;
  readonly #counting: Counting;
  readonly #random: SeededRandom;
  #lastStored: Turn['lastStored'] | undefined;
  #lastText = '';
  #underWay: { readonly fault: MessageFault; readonly episode: Episode } | undefined;
  #tally = newTally();

  constructor(parts: DeviceScriptParts) {
    this.#parts = parts;
    this.#life = parts.device.simulate(parts.startAt);
    this.#counting = new Counting(parts.boot);
    this.#random = new SeededRandom(parts.seed, `faults of ${parts.device.externalId}`);
  }

  get tally(): Tally {
    return this.#tally;
  }

  /** Counts from here on only; what went before is known to have arrived. */
  beginTally(): void {
    this.#tally = newTally();
  }

  /** The reading of this time, without faults. Times only grow, over all methods. */
  plain(at: number): Sending {
    return this.#note(whole(this.#counting.take(at, this.#life.advance(at))));
  }

  /** What is sent at this time, in order; nothing where a fault keeps it back. Needs a plain reading before it. */
  next(at: number): readonly Sending[] {
    const values = this.#life.advance(at);
    const { metrics } = this.#parts;
    const lastStored = this.#lastStored ?? values;
    const turn: Turn = { at, values, metrics, lastStored, counting: this.#counting };
    this.#underWay ??= this.#begin(turn);
    if (this.#underWay === undefined) return [this.#note(whole(this.#counting.take(at, values)))];
    const { fault, episode } = this.#underWay;
    const { send, faults, over } = episode.step(turn);
    if (over) this.#underWay = undefined;
    this.#count(fault, faults);
    return send.map((sending) => this.#note(sending));
  }

  /** The run ends: what a fault still keeps back. */
  end(): readonly Sending[] {
    const { fault, episode } = this.#underWay ?? {};
    this.#underWay = undefined;
    const rest = episode?.end?.();
    if (fault === undefined || rest === undefined) return [];
    this.#count(fault, rest.faults);
    return rest.send.map((sending) => this.#note(sending));
  }

  #begin(turn: Turn): { readonly fault: MessageFault; readonly episode: Episode } | undefined {
    let draw = this.#random.fraction();
    for (const fault of this.#parts.faults) {
      if (draw >= fault.chance) {
        draw -= fault.chance;
        continue;
      }
      const episode = fault.begin(turn, this.#random);
      return episode && { fault, episode };
    }
    return undefined;
  }

  #count({ id }: MessageFault, times: number): void {
    if (times === 0) return;
    const name = id as MessageFaultId;
    this.#tally.faults.set(name, (this.#tally.faults.get(name) ?? 0) + times);
  }

  #note(sending: Sending): Sending {
    this.#tally.messages += 1;
    if (sending.stored === undefined) return sending;
    const text = JSON.stringify(sending.stored);
    this.#tally.stored += 1;
    if (text === this.#lastText) this.#tally.unchanged += 1;
    this.#lastText = text;
    this.#lastStored = sending.stored;
    return sending;
  }
}

import type { MetricDefinition, SeededRandom, SimulatedValues } from '@fieldline/domain-pack';
import type { Counting } from '../sender/counting.js';
import type { Sending } from '../sender/sending.js';

/** The moment at which a device measures and sends. */
export interface Turn {
  /** ms since 1970; later than at the turn before. */
  readonly at: number;
  readonly values: SimulatedValues;
  readonly counting: Counting;
  /** What the server holds of the device's message before. */
  readonly lastStored: SimulatedValues;
  /** Of the device's profile. */
  readonly metrics: readonly MetricDefinition[];
}

export interface Step {
  /** What is sent now, in order, in place of the turn's own reading. */
  readonly send: readonly Sending[];
  /** How many messages (for a gap: readings that never come) have now gone wrong in this way. */
  readonly faults: number;
  readonly over: boolean;
}

/** A fault under way at one device, over one turn or several; a device has one at a time, so the sums are exact. */
export interface Episode {
  step(turn: Turn): Step;
  /** The run ends: what is still held back. */
  end?(): Omit<Step, 'over'>;
}

/** Begins with `turn`, which its first step gets too; undefined when this turn does not lend itself to it. */
export type BeginEpisode = (turn: Turn, random: SeededRandom) => Episode | undefined;

/** An episode of one turn. */
export function once(step: (turn: Turn) => Omit<Step, 'over'>): Episode {
  return { step: (turn) => ({ ...step(turn), over: true }) };
}

/** An episode of so many turns, of one message each. */
export function forTurns(turns: number, send: (turn: Turn) => Sending): Episode {
  let left = turns;
  return { step: (turn) => ({ send: [send(turn)], faults: 1, over: --left === 0 }) };
}

/** A whole number in [from, to]. */
export function anyOf(random: SeededRandom, from: number, to: number): number {
  return Math.floor(random.between(from, to + 1));
}

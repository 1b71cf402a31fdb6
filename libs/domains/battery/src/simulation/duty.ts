import type { Climate } from './climate.js';

/** What is asked of a pack, over time; a function of the time alone. */
export interface Duty {
  /** Length of the inner step that begins at `at` (ms since 1970): short where the load changes fast. */
  stepSeconds(at: number): number;
  /** W at the pack's terminals, positive when drawn, in the step that begins at `at`. */
  powerW(at: number): number;
  /** °C around the pack. */
  ambientC(at: number): number;
}

/** Whose duty it is, and where. */
export interface DutySettings {
  readonly seed: number;
  readonly place: string;
  readonly device: string;
  readonly timeZone: string;
  readonly climate: Climate;
  /** Nominal, W·h; powers are shares of it. */
  readonly energyWh: number;
}

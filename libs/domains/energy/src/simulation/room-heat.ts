/**
 * A classroom of 56 m² and 168 m³ as one heat store: air, furniture and the skin of its walls, 80 kJ/(m² K) of floor
 * (ISO 13790:2008, table 12, the lightest class: what follows within hours).
 */
const CAPACITY = 4.5e6; // J/K
/** Outer wall and windows 70 W/K, leaking air (half a change an hour) 28 W/K. */
const CLOSED_CONDUCTANCE = 98; // W/K
/** Open windows: five air changes an hour. */
const AIRING_CONDUCTANCE = 280; // W/K

/** Sensible heat of somebody who sits and writes, W (ASHRAE Handbook of Fundamentals: about 70 W). */
export const PERSON_HEAT = 70;
/** W in the room for each W/m² on level ground: 10 m² of window, shading and position taken together. */
export const SOLAR_APERTURE = 1.5;

export interface HeatFlows {
  /** °C. */
  readonly outdoor: number;
  /** W into the room: people, sun, appliances, radiators; less what the air conditioner takes. */
  readonly gains: number;
  readonly windowsOpen: boolean;
}

export interface HeatStep {
  /** °C at the end. */
  readonly temperature: number;
  /** J that went outside. */
  readonly lost: number;
}

/** The room after `seconds` of constant flows: the exact solution of C dT/dt = gains − H (T − outdoor). */
export function heatStep(temperature: number, { outdoor, gains, windowsOpen }: HeatFlows, seconds: number): HeatStep {
  const conductance = CLOSED_CONDUCTANCE + (windowsOpen ? AIRING_CONDUCTANCE : 0);
  const goal = outdoor + gains / conductance;
  const next = goal + (temperature - goal) * Math.exp((-conductance * seconds) / CAPACITY);
  return { temperature: next, lost: gains * seconds - CAPACITY * (next - temperature) };
}

/** J that a room holds more at `to` than at `from`. */
export function storedHeat(from: number, to: number): number {
  return CAPACITY * (to - from);
}

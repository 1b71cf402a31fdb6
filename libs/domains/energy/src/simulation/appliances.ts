/** Kinds of appliances (systems.md E2, E3). */
export const APPLIANCE_KINDS = ['light', 'fan', 'projector', 'ac', 'computer', 'outlet'] as const;
export type ApplianceKind = (typeof APPLIANCE_KINDS)[number];

export interface Rating {
  /** W at 230 V. */
  readonly ratedPower: number;
  /** Real over apparent power. */
  readonly powerFactor: number;
}

/**
 * What one switch of a kind carries in a classroom (E3). Power factors: IEC 61000-3-2 asks luminaires above 25 W and
 * computers above 75 W to correct theirs; phone and laptop chargers below need not, and do not.
 */
export const RATINGS: Readonly<Record<ApplianceKind, Rating>> = {
  light: { ratedPower: 168, powerFactor: 0.95 }, // six panels of 28 W
  fan: { ratedPower: 70, powerFactor: 0.9 }, // a ceiling fan
  projector: { ratedPower: 270, powerFactor: 0.95 },
  ac: { ratedPower: 1500, powerFactor: 0.92 }, // compressor; the indoor fan comes on top
  computer: { ratedPower: 110, powerFactor: 0.95 },
  outlet: { ratedPower: 600, powerFactor: 0.6 }, // chargers, all at once
};

/** The indoor unit's fan runs for as long as the switch is on, W. */
export const AC_FAN_POWER = 40;
/** A laptop's charger, W, and how many of those present have one plugged in. */
export const CHARGER_POWER = 45;
export const CHARGER_SHARE = 0.15;
/** What stays plugged in draws, W. */
export const OUTLET_STANDBY_POWER = 2;

/**
 * How likely whoever leaves a room last leaves a switch of this kind on, where it is on. That it happens is known
 * (Masoso and Grobler, Energy and Buildings 42, 2010: more than half of a building's energy went out of hours); the
 * figures are this pack's own.
 */
export const FORGET_RATE: Readonly<Record<ApplianceKind, number>> = {
  light: 0.12,
  fan: 0.1,
  projector: 0.05,
  ac: 0.06,
  computer: 0.25,
  outlet: 0.7,
};

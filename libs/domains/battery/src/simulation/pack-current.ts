/** V without ohmic drop, and the ohmic resistance, of the whole string. */
export interface Source {
  readonly emfV: number;
  readonly ohm: number;
}

/**
 * A that makes so many watts at the terminals, both positive when drawn: P = I (E − I R). Where more is asked than the string
 * can give, the current of its largest power, E / 2R.
 */
export function currentForPower(powerW: number, { emfV, ohm }: Source): number {
  const under = emfV * emfV - 4 * ohm * powerW;
  return under <= 0 ? emfV / (2 * ohm) : (2 * powerW) / (emfV + Math.sqrt(under));
}

/** The charging current (negative, or 0) with which the terminals do not pass `volts`. */
export function chargingCurrentUpTo(volts: number, { emfV, ohm }: Source): number {
  return Math.min(0, (emfV - volts) / ohm);
}

import { AC_FAN_POWER, RATINGS } from './appliances.js';

/** What the room is cooled to, °C; the compressor runs from half a kelvin above to half a kelvin below. */
const SETPOINT = 24;
const HALF_BAND = 0.5;
/** A compressor rests this long before it starts again, so that its pressures even out (makers ask for three minutes). */
const REST_MS = 180_000;
/** Cooling over electric power at 35 °C outside: the energy efficiency ratio of a usual split unit (EN 14511 conditions). */
const EER_AT_35 = 3.2;
/** Each kelvin outside above 35 °C costs 2 % more power for 1 % less cold; below it gains as much. */
const POWER_PER_KELVIN = 0.02;

export interface CoolingStep {
  /** Electric power, W. */
  readonly power: number;
  /** Heat taken from the room, W, the indoor fan's own taken off. */
  readonly cooling: number;
}

/** An air conditioner with a compressor that cycles. */
export class AirConditioner {
  #runs = false;
  #stoppedAt = -Infinity;

  step(at: number, isOn: boolean, { indoor, outdoor }: { indoor: number; outdoor: number }): CoolingStep {
    if (!isOn || indoor <= SETPOINT - HALF_BAND) this.#stop(at);
    else if (indoor >= SETPOINT + HALF_BAND && at - this.#stoppedAt >= REST_MS) this.#runs = true;
    if (!isOn) return { power: 0, cooling: 0 };
    if (!this.#runs) return { power: AC_FAN_POWER, cooling: -AC_FAN_POWER };
    const power = RATINGS.ac.ratedPower * (1 + POWER_PER_KELVIN * (outdoor - 35));
    const cooling = RATINGS.ac.ratedPower * EER_AT_35 * (1 - (POWER_PER_KELVIN / 2) * (outdoor - 35));
    return { power: power + AC_FAN_POWER, cooling: cooling - AC_FAN_POWER };
  }

  #stop(at: number): void {
    if (this.#runs) this.#stoppedAt = at;
    this.#runs = false;
  }
}

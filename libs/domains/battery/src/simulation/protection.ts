import type { CellLimits } from './chemistry.js';
import {
  ALARM_MARGIN_V,
  OVER_CURRENT_RETRY_S,
  OVER_CURRENT_SHARE,
  TEMPERATURE_LIMITS,
  type PackDesign,
} from './pack-design.js';

export type Protection = 'none' | 'over-voltage' | 'under-voltage' | 'over-current' | 'over-temperature';

/** What the management system decides by: extremes over the cells, and the current (positive when drawn). */
export interface Observation {
  readonly lowestV: number;
  readonly highestV: number;
  readonly hottestC: number;
  readonly currentA: number;
}

export interface Alarms {
  readonly overVoltage: boolean;
  readonly underVoltage: boolean;
  readonly overCurrent: boolean;
  readonly overTemperature: boolean;
}

/** Opens and closes the charging and discharging switches; each cause holds until its own release. */
export class PackProtection {
  #overVoltage = false;
  #underVoltage = false;
  #overTemperature = false;
  #overCurrentLeftS = 0;

  constructor(
    private readonly limits: CellLimits,
    private readonly design: Pick<PackDesign, 'largestChargeA' | 'largestDischargeA'>,
  ) {}

  get mayCharge(): boolean {
    return !this.#overVoltage && !this.#overTemperature && this.#overCurrentLeftS === 0;
  }

  get mayDischarge(): boolean {
    return !this.#underVoltage && !this.#overTemperature && this.#overCurrentLeftS === 0;
  }

  /** The gravest of the causes that hold. */
  get state(): Protection {
    if (this.#overTemperature) return 'over-temperature';
    if (this.#overCurrentLeftS > 0) return 'over-current';
    if (this.#overVoltage) return 'over-voltage';
    return this.#underVoltage ? 'under-voltage' : 'none';
  }

  /** Judges what was seen at the end of a step of so many seconds. */
  observe({ lowestV, highestV, hottestC, currentA }: Observation, seconds: number): void {
    const { limits } = this;
    this.#overVoltage = highestV > (this.#overVoltage ? limits.overVoltageRelease : limits.overVoltage);
    this.#underVoltage = lowestV < (this.#underVoltage ? limits.underVoltageRelease : limits.underVoltage);
    this.#overTemperature = hottestC > (this.#overTemperature ? TEMPERATURE_LIMITS.releaseC : TEMPERATURE_LIMITS.overC);
    this.#overCurrentLeftS = this.#tooMuch(currentA, OVER_CURRENT_SHARE)
      ? OVER_CURRENT_RETRY_S
      : Math.max(0, this.#overCurrentLeftS - seconds);
  }

  /** Warnings by the present values; they end with their cause. */
  alarms({ lowestV, highestV, hottestC, currentA }: Observation): Alarms {
    return {
      overVoltage: this.#overVoltage || highestV > this.limits.overVoltage - ALARM_MARGIN_V,
      underVoltage: this.#underVoltage || lowestV < this.limits.underVoltage + ALARM_MARGIN_V,
      overCurrent: this.#overCurrentLeftS > 0 || this.#tooMuch(currentA, 1),
      overTemperature: this.#overTemperature || hottestC > TEMPERATURE_LIMITS.alarmC,
    };
  }

  #tooMuch(currentA: number, share: number): boolean {
    return currentA > this.design.largestDischargeA * share || -currentA > this.design.largestChargeA * share;
  }
}

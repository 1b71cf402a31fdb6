import type { SeededRandom } from '@fieldline/domain-pack';
import { balance } from './balancing.js';
import { drawCells, RESISTANCE_PER_LOST_CAPACITY } from './cell-parameters.js';
import { CellString } from './cell-string.js';
import { ChargeCounter } from './charge-counter.js';
import { chemistries, type ChemistryData } from './chemistry.js';
import type { Duty } from './duty.js';
import { chargingCurrentUpTo, currentForPower } from './pack-current.js';
import type { PackDesign } from './pack-design.js';
import { PackProtection, type Observation } from './protection.js';

/** Charging is over when the charger needs less than this share of the capacity an hour to hold its voltage. */
const TAPER_PER_HOUR = 0.03;
/** And begins again below this state of charge. */
const CHARGE_AGAIN_BELOW = 0.97;
/** Below this state of charge nothing is drawn: a reserve (systems.md B5 asks for at least 5 %). */
const RESERVE = 0.1;
const CONTROL_ELECTRONICS_W = 3;
const SWITCH_OHM_PER_AMPERE = 0.05; // a loss of 50 mV at the largest current, whatever the pack
const SWITCH_K_PER_W = 2.5;
const SWITCH_TIME_CONSTANT_S = 240;
const SECONDS_PER_DAY = 86_400;
/** Calendar ageing at room temperature; makers state 1 to 2 % a year. */
const CALENDAR_LOSS_PER_DAY = 0.015 / 365;
const LOSS_AT_CYCLE_LIFE = 0.2;

/** A pack and its management system in simulated time. */
export class BatteryPackLife {
  readonly cells: CellString;
  readonly counter: ChargeCounter;
  readonly protection: PackProtection;
  /** Of the last step, positive when drawn. */
  currentA = 0;
  switchC: number;
  elapsedSeconds = 0;
  readonly #chemistry: ChemistryData;
  #full = false;
  #aged = { day: 0, cycles: 0 };

  constructor(
    readonly design: PackDesign,
    private readonly duty: Duty,
    private readonly startAt: number,
    random: SeededRandom,
  ) {
    const ambientC = duty.ambientC(startAt);
    const parameters = drawCells(design, random);
    this.#chemistry = chemistries[design.chemistry];
    this.cells = new CellString(parameters, this.#chemistry.openCircuit, ambientC);
    this.protection = new PackProtection(this.#chemistry.limits, design);
    this.switchC = ambientC;
    this.counter = new ChargeCounter({
      capacityAh: Math.min(...this.cells.capacityAh),
      nominalAh: design.nominalAh,
      charge: design.charge,
      cycles: design.cycles,
      gainError: random.normal(0, 0.002),
      offsetA: random.normal(0, design.nominalAh * 5e-5),
    });
    this.#aged = { day: 0, cycles: this.counter.cycles };
  }

  /** Lives on in whole steps as far as they end by `at`. */
  liveUntil(at: number): void {
    for (;;) {
      const now = this.startAt + this.elapsedSeconds * 1000;
      const seconds = this.duty.stepSeconds(now);
      if (now + seconds * 1000 > at) return;
      this.#step(now, seconds);
    }
  }

  observation(): Observation {
    const { terminalV, temperatureC, count } = this.cells;
    let lowestV = terminalV[0] as number;
    let highestV = lowestV;
    let hottestC = temperatureC[0] as number;
    for (let place = 1; place < count; place++) {
      const volts = terminalV[place] as number;
      const celsius = temperatureC[place] as number;
      if (volts < lowestV) lowestV = volts;
      if (volts > highestV) highestV = volts;
      if (celsius > hottestC) hottestC = celsius;
    }
    return { lowestV, highestV, hottestC, currentA: this.currentA };
  }

  /** Of all cells at their temperatures, without the pairs: what a short pulse shows. */
  internalResistanceOhm(): number {
    return this.cells.source().ohm;
  }

  #step(now: number, seconds: number): void {
    const ambientC = this.duty.ambientC(now);
    this.currentA = this.#allowedCurrent(this.duty.powerW(now) + CONTROL_ELECTRONICS_W);
    this.cells.step({ currentA: this.currentA, seconds, ambientC });
    this.counter.count(this.currentA, seconds);
    const seen = this.observation();
    this.protection.observe(seen, seconds);
    if (seen.lowestV < this.#chemistry.limits.underVoltage) this.counter.empty();
    balance(this.cells, {
      lowestV: seen.lowestV,
      fromV: this.#chemistry.limits.balanceFrom,
      ohm: this.design.balancingOhm,
      currentA: this.currentA,
      nominalAh: this.design.nominalAh,
    });
    this.#warmSwitches(ambientC, seconds);
    this.elapsedSeconds += seconds;
    const day = Math.floor(this.elapsedSeconds / SECONDS_PER_DAY);
    if (day > this.#aged.day) this.#age(day);
  }

  /** The power asked for as a current, as far as charger, reserve and protection let it. */
  #allowedCurrent(powerW: number): number {
    const { design, protection, counter } = this;
    const source = this.cells.source();
    const asked = currentForPower(powerW, source);
    if (asked >= 0) {
      if (!protection.mayDischarge) return 0;
      // The control electronics live from the reserve.
      if (counter.charge < RESERVE) return currentForPower(CONTROL_ELECTRONICS_W, source);
      return Math.min(asked, design.largestDischargeA);
    }
    if (this.#full && counter.charge > CHARGE_AGAIN_BELOW) return 0;
    this.#full = false;
    if (!protection.mayCharge) return 0;
    const held = chargingCurrentUpTo(this.#chemistry.limits.chargeTo * design.seriesCells, source);
    if (held > asked && -held < design.nominalAh * TAPER_PER_HOUR) {
      this.#full = true;
      counter.full();
    }
    return Math.max(asked, held, -design.largestChargeA);
  }

  #warmSwitches(ambientC: number, seconds: number): void {
    const lossW = (this.currentA * this.currentA * SWITCH_OHM_PER_AMPERE) / this.design.largestDischargeA;
    const towards = ambientC + lossW * SWITCH_K_PER_W;
    this.switchC = towards + (this.switchC - towards) * Math.exp(-seconds / SWITCH_TIME_CONSTANT_S);
  }

  #age(day: number): void {
    const { cycles } = this.counter;
    const lost =
      (day - this.#aged.day) * CALENDAR_LOSS_PER_DAY +
      ((cycles - this.#aged.cycles) * LOSS_AT_CYCLE_LIFE) / this.#chemistry.cycleLife;
    this.cells.age(lost, lost * RESISTANCE_PER_LOST_CAPACITY);
    this.counter.age(lost);
    this.#aged = { day, cycles };
  }
}

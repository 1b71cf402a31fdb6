import { BLOWDOWN, LOWEST_FIRING, SOOT_BLOWING_STEAM, type BoilerDesign } from './boiler-design.js';
import { AIR_OXYGEN, carbonMonoxideAt, cleanApproach, oxygenAt, radiationLoss, stackLoss } from './combustion.js';
import { follow, PiController } from './controllers.js';
import { quickSaturation } from './saturation-table.js';
import { saturationTemperature } from './saturation.js';
import { SteamDrum } from './steam-drum.js';

export const ATMOSPHERE = 101_325; // Pa
const BAR = 1e5;
/** Time constants of burner, feedwater valve, the users' valves, and of flue gas with its thermowell, s. */
const LAG = { burner: 15, feedwater: 8, demand: 30, flueGas: 60 } as const;
/** The burner stops so far above the setpoint and starts again so far below it, bar. */
const STOP_ABOVE = 1;
const START_BELOW = 0.3;
/** A soot blower takes away all but e⁻³ of the fouling in 20 minutes, s. */
const BLOWING_LAG = 400;

/** What comes from outside in one step. */
export interface PlantInputs {
  /** Steam asked for, share of the rated flow. */
  readonly demand: number;
  /** °C. */
  readonly airTemperature: number;
  /** °C, 90 at least: deaerated. */
  readonly feedwaterTemperature: number;
  /** How far the burner is off its setting, % O₂. */
  readonly oxygenTrim: number;
  readonly sootBlowing: boolean;
}

/** What has crossed the boundary since the beginning, kg and J. */
export interface PlantTotals {
  fuelHeat: number;
  stackHeat: number;
  radiationHeat: number;
  steam: number;
  steamHeat: number;
  feedwater: number;
  feedwaterHeat: number;
  blowdown: number;
  blowdownHeat: number;
}

/** The flows and states of the last step: kg/s, °C, %, ppm, shares of 1. */
export interface PlantState {
  steam: number;
  feedwater: number;
  blowdown: number;
  firing: number;
  burnerOn: boolean;
  fuel: number;
  flueGasTemperature: number;
  oxygen: number;
  carbonMonoxide: number;
  /** By losses, share; 0 with the burner off. */
  efficiency: number;
  /** Relative loss of heat transfer. */
  fouling: number;
}

/** A shell boiler with burner, pressure and level control; pure arithmetic, a step at a time. */
export class SteamPlant {
  readonly drum: SteamDrum;
  readonly state: PlantState;
  readonly totals: PlantTotals = {
    ...{ fuelHeat: 0, stackHeat: 0, radiationHeat: 0, steam: 0, steamHeat: 0 },
    ...{ feedwater: 0, feedwaterHeat: 0, blowdown: 0, blowdownHeat: 0 },
  };
  readonly #design: BoilerDesign;
  readonly #radiation: number;
  readonly #pressureControl: PiController;
  readonly #levelControl: PiController;
  #demand: number;

  /** In balance at the setpoint with this demand, share of the rated flow, and this fouling. */
  constructor(design: BoilerDesign, demand: number, fouling: number) {
    this.#design = design;
    this.#demand = demand;
    this.#radiation = radiationLoss(design.ratedHeat);
    const boiling = saturationTemperature(design.setpoint * BAR + ATMOSPHERE);
    const steam = demand * design.ratedSteam;
    this.drum = new SteamDrum(design.drum, boiling, steam);
    this.#pressureControl = new PiController({ gain: 0.4, integralTime: 300, min: 0, max: 1 }, demand * 0.95);
    this.#levelControl = new PiController({ gain: 0.015, integralTime: 600, min: 0, max: 1.3 }, 0);
    this.state = {
      ...{ steam, feedwater: steam, blowdown: 0, firing: demand * 0.95, burnerOn: true, fuel: 0 },
      flueGasTemperature: boiling + cleanApproach(demand) * (1 + fouling),
      ...{ oxygen: oxygenAt(demand, 0), carbonMonoxide: 0, efficiency: 0, fouling },
    };
  }

  /** Gauge pressure, bar. */
  get pressure(): number {
    return (this.drum.saturation.pressure - ATMOSPHERE) / BAR;
  }

  step(inputs: PlantInputs, seconds: number): void {
    const heat = this.#fire(inputs, seconds);
    this.#draw(inputs, seconds);
    const feedwaterEnthalpy = quickSaturation(inputs.feedwaterTemperature).waterEnthalpy;
    const { steam, feedwater, blowdown } = this.state;
    this.#count(feedwaterEnthalpy, seconds);
    this.drum.step({ heat, feedwater, feedwaterEnthalpy, steam, blowdown }, seconds);
  }

  /** Burner and flue gas; tells the heat that reaches the water, W. */
  #fire(inputs: PlantInputs, seconds: number): number {
    const { state } = this;
    const { fuel, ratedHeat, setpoint } = this.#design;
    const error = setpoint - this.pressure;
    if (error < -STOP_ABOVE) state.burnerOn = false;
    else if (error > START_BELOW) state.burnerOn = true;
    const wanted = Math.max(LOWEST_FIRING, this.#pressureControl.step(error, seconds));
    state.firing = state.burnerOn ? Math.max(LOWEST_FIRING, follow(state.firing, wanted, seconds / LAG.burner)) : 0;
    state.oxygen = state.burnerOn ? oxygenAt(state.firing, inputs.oxygenTrim) : AIR_OXYGEN;
    state.carbonMonoxide = state.burnerOn ? carbonMonoxideAt(state.oxygen) : 0;
    this.#foul(inputs.sootBlowing, seconds);
    const approach = state.burnerOn ? cleanApproach(state.firing) * (1 + state.fouling) : 0;
    const target = this.drum.temperature + approach;
    state.flueGasTemperature = follow(state.flueGasTemperature, target, seconds / LAG.flueGas);

    const fuelHeat = state.firing * ratedHeat;
    const gas = {
      temperature: state.flueGasTemperature,
      airTemperature: inputs.airTemperature,
      oxygen: state.oxygen,
    };
    const stackHeat = state.burnerOn ? fuelHeat * stackLoss(fuel, gas) : 0;
    state.fuel = fuelHeat / fuel.heatingValue;
    state.efficiency = state.burnerOn ? 1 - (stackHeat + this.#radiation) / fuelHeat : 0;
    this.totals.fuelHeat += fuelHeat * seconds;
    this.totals.stackHeat += stackHeat * seconds;
    this.totals.radiationHeat += this.#radiation * seconds;
    return fuelHeat - stackHeat - this.#radiation;
  }

  #foul(sootBlowing: boolean, seconds: number): void {
    const { state } = this;
    if (sootBlowing) state.fouling = follow(state.fouling, 0, seconds / BLOWING_LAG);
    else state.fouling += this.#design.fuel.foulingPerSecond * state.firing * seconds;
  }

  /** The users' valves pass steam in proportion to the pressure before them; feedwater follows level, steam and blowdown. */
  #draw(inputs: PlantInputs, seconds: number): void {
    const { state } = this;
    const { ratedSteam, setpoint } = this.#design;
    this.#demand = follow(this.#demand, inputs.demand, seconds / LAG.demand);
    const absolute = this.drum.saturation.pressure / (setpoint * BAR + ATMOSPHERE);
    const blowing = inputs.sootBlowing ? SOOT_BLOWING_STEAM : 0;
    state.steam = (this.#demand + blowing) * ratedSteam * absolute;
    state.blowdown = BLOWDOWN * ratedSteam * absolute;
    const feedForward = (state.steam + state.blowdown) / ratedSteam;
    const wanted = this.#levelControl.step(50 - this.drum.level, seconds, feedForward) * ratedSteam;
    state.feedwater = follow(state.feedwater, wanted, seconds / LAG.feedwater);
  }

  #count(feedwaterEnthalpy: number, seconds: number): void {
    const { totals, state, drum } = this;
    totals.steam += state.steam * seconds;
    totals.steamHeat += state.steam * drum.saturation.steamEnthalpy * seconds;
    totals.feedwater += state.feedwater * seconds;
    totals.feedwaterHeat += state.feedwater * feedwaterEnthalpy * seconds;
    totals.blowdown += state.blowdown * seconds;
    totals.blowdownHeat += state.blowdown * drum.saturation.waterEnthalpy * seconds;
  }
}

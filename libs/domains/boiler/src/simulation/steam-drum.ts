import type { Saturation } from './saturation.js';
import { quickSaturation } from './saturation-table.js';

/** J/(kg K), carbon steel at 200 °C (EN 1993-1-2:2005, 3.4.1.2). */
const STEEL_HEAT = 530;
/** How long a bubble takes from the tubes to the surface, s (order of Åström and Bell 2000, where it follows from geometry). */
const BUBBLE_RESIDENCE = 3;
const GENERATION_LAG = 10; // s
/** J/(kg K) of boiling water near 180 °C; only a first guess of the slope. */
const WATER_HEAT = 4400;

export interface DrumGeometry {
  /** Of water and steam together, m³. */
  readonly volume: number;
  /** Of the water at normal level, bubbles included, m³. */
  readonly normalWaterVolume: number;
  /** That the level transmitter spans, m³; normal level is its middle. */
  readonly spanVolume: number;
  /** Steel that follows the water's temperature, kg. */
  readonly metalMass: number;
}

/** What crosses the boundary, kg/s, J/kg and W. */
export interface DrumFlows {
  readonly heat: number;
  readonly feedwater: number;
  readonly feedwaterEnthalpy: number;
  readonly steam: number;
  readonly blowdown: number;
}

/**
 * Water and steam in equilibrium in a closed volume, with the steel around them: the global mass and energy balances of
 * Åström and Bell, Drum-boiler dynamics, Automatica 36 (2000) 363–378; the distribution of bubbles is one residence time.
 * Mass and energy are the state, so neither is ever lost; temperature is found from them.
 */
export class SteamDrum {
  readonly #geometry: DrumGeometry;
  #mass: number;
  #energy: number;
  #temperature: number;
  #saturation: Saturation;
  #steamMass: number;
  /** Steam made, kg/s, smoothed. */
  #generation: number;

  /** At rest at normal level; `generation` is the steam flow (kg/s) whose bubbles lift the level. */
  constructor(geometry: DrumGeometry, temperature: number, generation: number) {
    this.#geometry = geometry;
    this.#temperature = temperature;
    this.#saturation = quickSaturation(temperature);
    this.#generation = generation;
    const { waterDensity, steamDensity } = this.#saturation;
    const waterVolume = geometry.normalWaterVolume - (BUBBLE_RESIDENCE * generation) / steamDensity;
    this.#steamMass = (geometry.volume - waterVolume) * steamDensity;
    this.#mass = waterVolume * waterDensity + this.#steamMass;
    this.#energy = this.#energyAt(this.#saturation, temperature);
  }

  step(flows: DrumFlows, seconds: number): void {
    const { waterEnthalpy, steamEnthalpy } = this.#saturation;
    this.#mass += (flows.feedwater - flows.steam - flows.blowdown) * seconds;
    this.#energy +=
      (flows.heat +
        flows.feedwater * flows.feedwaterEnthalpy -
        flows.steam * steamEnthalpy -
        flows.blowdown * waterEnthalpy) *
      seconds;
    const before = this.#steamMass;
    this.#settle();
    const generation = flows.steam + (this.#steamMass - before) / seconds;
    this.#generation += (generation - this.#generation) * Math.min(1, seconds / GENERATION_LAG);
  }

  /** °C. */
  get temperature(): number {
    return this.#temperature;
  }

  /** Of water and steam, kg. */
  get mass(): number {
    return this.#mass;
  }

  get saturation(): Saturation {
    return this.#saturation;
  }

  /** As the transmitter would tell if it had no ends, %. */
  get level(): number {
    const { waterDensity, steamDensity } = this.#saturation;
    const water = (this.#mass - this.#steamMass) / waterDensity;
    const bubbles = (BUBBLE_RESIDENCE * Math.max(0, this.#generation)) / steamDensity;
    return 50 + (100 * (water + bubbles - this.#geometry.normalWaterVolume)) / this.#geometry.spanVolume;
  }

  /** Finds the temperature at which mass and energy fill the volume. */
  #settle(): void {
    const capacity = this.#mass * WATER_HEAT + this.#geometry.metalMass * STEEL_HEAT;
    for (let round = 0; round < 20; round++) {
      const excess = this.#energy - this.#energyAt(this.#saturation, this.#temperature);
      const change = excess / capacity;
      if (Math.abs(change) < 1e-9) return;
      this.#temperature += change;
      this.#saturation = quickSaturation(this.#temperature);
    }
  }

  /** Energy of this mass in this volume, J; sets the steam's share with it. */
  #energyAt(at: Saturation, temperature: number): number {
    const { volume, metalMass } = this.#geometry;
    const specificWater = 1 / at.waterDensity;
    this.#steamMass = (volume - this.#mass * specificWater) / (1 / at.steamDensity - specificWater);
    const enthalpy = (this.#mass - this.#steamMass) * at.waterEnthalpy + this.#steamMass * at.steamEnthalpy;
    return enthalpy - at.pressure * volume + metalMass * STEEL_HEAT * temperature;
  }
}

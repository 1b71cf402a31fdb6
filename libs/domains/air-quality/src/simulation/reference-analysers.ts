import type { SeededRandom, SimulatedValues } from '@fieldline/domain-pack';
import { massConcentration } from '../physics/gas-concentration.js';
import { GasCell, inSteps, REFERENCE } from './gas-cell.js';
import { BetaAttenuationMonitor } from './particle-sensor.js';
import type { Air } from './station-air.js';

/** What a reference station measures pollution with: calibrated every day, so age does not show. */
export class ReferenceAnalysers {
  readonly #random: SeededRandom;
  readonly #particles: BetaAttenuationMonitor;
  readonly #cells: Readonly<Record<keyof typeof REFERENCE, GasCell>>;

  constructor(random: SeededRandom) {
    const cell = (gas: keyof typeof REFERENCE) => new GasCell(REFERENCE[gas], random);
    this.#random = random;
    this.#particles = new BetaAttenuationMonitor(random);
    this.#cells = { co: cell('co'), nox: cell('nox'), no2: cell('no2'), o3: cell('o3'), so2: cell('so2') };
  }

  /** Gases both ways; the masses follow from the mixing ratios shown, at the air's temperature and pressure. */
  read(air: Air): SimulatedValues {
    const shown = (gas: keyof typeof REFERENCE) => this.#cells[gas].read(air[gas], air.weather.temperature, 0);
    const [co, no2, o3, so2] = [shown('co'), shown('no2'), shown('o3'), shown('so2')];
    const mass = (gas: 'co' | 'no2' | 'o3' | 'so2', ppb: number) =>
      inSteps(massConcentration(gas, ppb, air.weather), 0.1);
    return {
      ...this.#particles.read(air),
      co: co / 1000,
      no2,
      o3,
      so2,
      nox: shown('nox'),
      coMassConcentration: mass('co', co),
      no2MassConcentration: mass('no2', no2),
      o3MassConcentration: mass('o3', o3),
      so2MassConcentration: mass('so2', so2),
      benzeneMassConcentration: inSteps(Math.max(0, air.benzene * this.#random.normal(1, 0.03)), 0.01),
      nmhcMassConcentration: inSteps(Math.max(0, air.nmhc * this.#random.normal(1, 0.03)), 1),
    };
  }
}

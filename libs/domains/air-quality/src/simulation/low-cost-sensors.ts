import type { SeededRandom, SimulatedValues } from '@fieldline/domain-pack';
import { absoluteHumidity } from '../physics/humid-air.js';
import { ELECTROCHEMICAL, GasCell } from './gas-cell.js';
import { METAL_OXIDE, MetalOxideSensor } from './metal-oxide-sensor.js';
import { LightScatteringSensor } from './particle-sensor.js';
import type { Air } from './station-air.js';

/** ppb of NO₂ that an ozone cell takes for one of ozone: its filter holds back the rest. */
const NO2_SEEN_AS_OZONE = 0.1;

/** What a low-cost station measures pollution with. */
export class LowCostSensors {
  readonly #particles: LightScatteringSensor;
  readonly #cells: Readonly<Record<keyof typeof ELECTROCHEMICAL, GasCell>>;
  readonly #layers: Readonly<Record<keyof typeof METAL_OXIDE, MetalOxideSensor>>;

  constructor(random: SeededRandom) {
    this.#particles = new LightScatteringSensor(random);
    this.#cells = each(ELECTROCHEMICAL, (type) => new GasCell(type, random));
    this.#layers = each(METAL_OXIDE, (type) => new MetalOxideSensor(type, random));
  }

  /** What the sensors show, `years` old. */
  read(air: Air, years: number): SimulatedValues {
    const { temperature, humidity } = air.weather;
    const conditions = { temperature, water: absoluteHumidity(temperature, humidity) };
    const ozone = air.o3 + NO2_SEEN_AS_OZONE * air.no2;
    return {
      ...this.#particles.read(air, humidity, years),
      co: this.#cells.co.read(air.co, temperature, years) / 1000,
      no2: this.#cells.no2.read(air.no2, temperature, years),
      o3: this.#cells.o3.read(ozone, temperature, years),
      so2: this.#cells.so2.read(air.so2, temperature, years),
      moxCo: this.#layers.moxCo.read(air.co, conditions, years),
      moxNmhc: this.#layers.moxNmhc.read(air.nmhc, conditions, years),
      moxNox: this.#layers.moxNox.read(air.nox, conditions, years),
      moxNo2: this.#layers.moxNo2.read(air.no2, conditions, years),
      moxO3: this.#layers.moxO3.read(air.o3, conditions, years),
    };
  }
}

/** The same names with what each type becomes. */
function each<K extends string, T, R>(types: Readonly<Record<K, T>>, make: (type: T) => R): Readonly<Record<K, R>> {
  return Object.fromEntries(Object.entries<T>(types).map(([name, type]) => [name, make(type)])) as Record<K, R>;
}

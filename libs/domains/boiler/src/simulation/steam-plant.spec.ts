import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BOILER_DESIGNS, type BoilerDesign } from './boiler-design.js';
import { saturationAt } from './saturation.js';
import { SteamPlant, type PlantInputs } from './steam-plant.js';

const HOUR = 3600;
const DAY = 24 * HOUR;
const STEEL_HEAT = 530; // J/(kg K)
const inputs = (demand: number, others: Partial<PlantInputs> = {}): PlantInputs => ({
  ...{ demand, airTemperature: 22, feedwaterTemperature: 103, oxygenTrim: 0, sootBlowing: false },
  ...others,
});
const gas = BOILER_DESIGNS[0] as BoilerDesign;
const oil = BOILER_DESIGNS[1] as BoilerDesign;

function run(plant: SteamPlant, seconds: number, at: (second: number) => PlantInputs): void {
  for (let second = 0; second < seconds; second++) plant.step(at(second), 1);
}

/** Energy of water, steam and steel, J, by the equations themselves: from temperature and mass alone. */
function stored({ drum: { temperature, mass } }: SteamPlant, { drum: { volume, metalMass } }: BoilerDesign): number {
  const { pressure, waterDensity, steamDensity, waterEnthalpy, steamEnthalpy } = saturationAt(temperature);
  const quality = (volume / mass - 1 / waterDensity) / (1 / steamDensity - 1 / waterDensity);
  const inner = waterEnthalpy + quality * (steamEnthalpy - waterEnthalpy) - (pressure * volume) / mass;
  return mass * inner + metalMass * STEEL_HEAT * temperature;
}

describe('steam plant', () => {
  const demands = fc.array(fc.double({ min: 0.15, max: 0.95, noNaN: true }), { minLength: 4, maxLength: 8 });

  it('turns the fuel’s heat into steam, losses and what it stores, and loses none (S2)', () => {
    fc.assert(
      fc.property(fc.constantFrom(...BOILER_DESIGNS), demands, (design, shares) => {
        const plant = new SteamPlant(design, 0.5, 0.1);
        const before = stored(plant, design);
        run(plant, shares.length * 900, (second) => inputs(shares[Math.floor(second / 900)] ?? 0.5));
        const { totals } = plant;
        const entered = totals.fuelHeat + totals.feedwaterHeat;
        const left = totals.stackHeat + totals.radiationHeat + totals.steamHeat + totals.blowdownHeat;
        expect(Math.abs(entered - left - (stored(plant, design) - before)) / entered).toBeLessThan(2e-6);
      }),
      { numRuns: 10 },
    );
  });

  it('keeps water and steam: what entered less what left is what it holds more (S2)', () => {
    fc.assert(
      fc.property(demands, (shares) => {
        const plant = new SteamPlant(gas, 0.5, 0);
        const before = plant.drum.mass;
        run(plant, shares.length * 900, (second) => inputs(shares[Math.floor(second / 900)] ?? 0.5));
        const { steam, feedwater, blowdown } = plant.totals;
        expect(plant.drum.mass - before).toBeCloseTo(feedwater - steam - blowdown, 5);
      }),
      { numRuns: 10 },
    );
  });

  it.each(BOILER_DESIGNS.map((design) => [design.fuel.id, design.setpoint, design] as const))(
    'burning %s holds %d bar within 1 bar and its level within 20 % when the load jumps between 30 and 80 %',
    (_fuel, setpoint, design) => {
      const plant = new SteamPlant(design, 0.3, 0);
      const pressures: number[] = [];
      const levels: number[] = [];
      for (let second = 0; second < 4 * HOUR; second++) {
        plant.step(inputs(Math.floor(second / HOUR) % 2 === 1 ? 0.8 : 0.3), 1);
        pressures.push(plant.pressure);
        levels.push(plant.drum.level);
      }
      expect(Math.min(...pressures)).toBeGreaterThan(setpoint - 1);
      expect(Math.max(...pressures)).toBeLessThan(setpoint + 1);
      expect(Math.min(...pressures)).toBeLessThan(setpoint - 0.1);
      expect(Math.min(...levels)).toBeGreaterThan(30);
      expect(Math.max(...levels)).toBeLessThan(70);
      expect(Math.abs(plant.pressure - setpoint)).toBeLessThan(0.1);
    },
  );

  it('lets the water swell when the pressure falls, against the balance of flows (Åström and Bell)', () => {
    const plant = new SteamPlant(gas, 0.3, 0);
    run(plant, HOUR, () => inputs(0.3));
    const [level, mass] = [plant.drum.level, plant.drum.mass];
    run(plant, 60, () => inputs(0.9));
    expect(plant.drum.level).toBeGreaterThan(level + 1);
    expect(plant.drum.mass).toBeLessThan(mass);
  });

  it('burns more and lets hotter gas go the more soot there is, until it is blown away', () => {
    const plant = new SteamPlant(oil, 0.7, 0);
    run(plant, HOUR, () => inputs(0.7));
    const clean = { ...plant.state };
    run(plant, 3 * DAY, () => inputs(0.7));
    const fouled = { ...plant.state };
    expect(fouled.flueGasTemperature).toBeGreaterThan(clean.flueGasTemperature + 5);
    expect(fouled.efficiency).toBeLessThan(clean.efficiency - 0.002);
    expect(fouled.fuel).toBeGreaterThan(clean.fuel);
    run(plant, HOUR / 3, () => inputs(0.7, { sootBlowing: true }));
    run(plant, HOUR, () => inputs(0.7));
    expect(plant.state.efficiency).toBeGreaterThan(clean.efficiency - 0.001);
  });

  it('is as efficient as such boilers are: 86 to 92 % of the lower heating value', () => {
    for (const demand of [0.3, 0.6, 0.9]) {
      const plant = new SteamPlant(gas, demand, 0);
      run(plant, HOUR, () => inputs(demand));
      expect(plant.state.efficiency).toBeGreaterThan(0.86);
      expect(plant.state.efficiency).toBeLessThan(0.92);
    }
  });

  it('stops the burner when hardly any steam is wanted, and starts it again', () => {
    const plant = new SteamPlant(gas, 0.3, 0);
    const on = new Set<boolean>();
    run(plant, 4 * HOUR, () => {
      on.add(plant.state.burnerOn);
      return inputs(0.01);
    });
    expect(plant.pressure).toBeLessThan(gas.setpoint + 1.1);
    expect(on).toEqual(new Set([true, false]));
    run(plant, 4 * HOUR, () => inputs(0.5));
    expect(plant.state.burnerOn).toBe(true);
    expect(Math.abs(plant.pressure - gas.setpoint)).toBeLessThan(0.1);
  });
});

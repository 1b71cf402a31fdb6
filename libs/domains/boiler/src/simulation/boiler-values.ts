import type { SeededRandom, SimulatedValues } from '@fieldline/domain-pack';
import type { PlantInputs, SteamPlant } from './steam-plant.js';

const KG_PER_H = 3600; // of 1 kg/s
const WH = 3600; // J

/**
 * What the instruments show: their noise (standard deviation in the metric's unit, or as a share of the value for flows)
 * and their last digit.
 */
export function boilerValues(plant: SteamPlant, inputs: PlantInputs, noise: SeededRandom): SimulatedValues {
  const { state, totals, drum } = plant;
  const shown = (value: number, deviation: number, digits: number): number => {
    const scale = 10 ** digits;
    // `+ 0` makes −0 a plain 0.
    return Math.round(noise.normal(value, deviation) * scale) / scale + 0;
  };
  const flow = (perSecond: number): number => {
    const value = perSecond * KG_PER_H;
    return Math.max(0, shown(value, 0.004 * value, 0));
  };
  return {
    steamPressure: shown(plant.pressure, 0.01, 2),
    steamTemperature: shown(drum.temperature, 0.1, 1),
    steamFlow: flow(state.steam),
    feedwaterTemperature: shown(inputs.feedwaterTemperature, 0.1, 1),
    feedwaterFlow: flow(state.feedwater),
    waterLevel: Math.min(100, Math.max(0, shown(drum.level, 0.2, 1))),
    blowdownFlow: flow(state.blowdown),
    burnerOn: state.burnerOn,
    firingRate: shown(100 * state.firing, 0, 1),
    fuelFlow: shown(state.fuel * KG_PER_H, 0.002 * state.fuel * KG_PER_H, 1),
    combustionAirTemperature: shown(inputs.airTemperature, 0.1, 1),
    flueGasTemperature: shown(state.flueGasTemperature, 0.5, 1),
    flueGasOxygen: Math.max(0, shown(state.oxygen, 0.05, 2)),
    flueGasCo: Math.max(0, shown(state.carbonMonoxide, 1, 0)),
    sootBlowing: inputs.sootBlowing,
    ...(state.burnerOn ? { efficiency: shown(100 * state.efficiency, 0, 2) } : {}),
    // heat in steam and blowdown less what the feedwater brought
    energy: Math.max(0, Math.round((totals.steamHeat + totals.blowdownHeat - totals.feedwaterHeat) / WH)),
  };
}

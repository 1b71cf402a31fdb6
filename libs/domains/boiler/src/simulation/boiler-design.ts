import { HEATING_OIL, NATURAL_GAS, type Fuel } from './combustion.js';
import type { DrumGeometry } from './steam-drum.js';

/** One shell boiler for saturated steam. */
export interface BoilerDesign {
  readonly fuel: Fuel;
  /** kg/s. */
  readonly ratedSteam: number;
  /** Gauge pressure held, bar. */
  readonly setpoint: number;
  readonly drum: DrumGeometry;
  /** Fuel heat at firing rate 100 %, W. */
  readonly ratedHeat: number;
}

/** Shares of the rated steam flow. */
export const BLOWDOWN = 0.02;
export const SOOT_BLOWING_STEAM = 0.03;
/** Burners with a turndown of 1 : 8, the usual of modulating gas burners. */
export const LOWEST_FIRING = 0.125;
/** Fuel heat for 1 kg of steam at about 10 bar from water of 103 °C, at 90 % efficiency and with a tenth in reserve, J/kg. */
const HEAT_PER_STEAM = (2.35e6 / 0.9) * 1.1;

/** Proportions of shell boilers: about 1.7 m³ of water and 2.2 t of steel for each t/h. */
function shellBoiler(fuel: Fuel, tonnesPerHour: number, setpoint: number): BoilerDesign {
  const ratedSteam = tonnesPerHour / 3.6;
  const drum = {
    volume: 2.1 * tonnesPerHour,
    normalWaterVolume: 1.7 * tonnesPerHour,
    spanVolume: 0.4 * tonnesPerHour,
    metalMass: 2200 * tonnesPerHour,
  };
  return { fuel, ratedSteam, setpoint, drum, ratedHeat: ratedSteam * HEAT_PER_STEAM };
}

/** Devices of a fleet take these in turn. */
export const BOILER_DESIGNS: readonly BoilerDesign[] = [
  shellBoiler(NATURAL_GAS, 10, 10),
  shellBoiler(HEATING_OIL, 10, 10),
  shellBoiler(NATURAL_GAS, 16, 12),
  shellBoiler(HEATING_OIL, 6, 8),
];

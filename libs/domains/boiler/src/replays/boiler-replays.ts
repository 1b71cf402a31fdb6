import type { ReplayMapping } from '@fieldline/domain-pack';
import { gasTurbine } from './gas-turbine.js';
import { machineTemperature } from './machine-temperature.js';
import { thermalSolar } from './thermal-solar.js';

export const boilerReplays: readonly ReplayMapping[] = [thermalSolar, gasTurbine, machineTemperature];

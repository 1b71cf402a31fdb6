import { seedName, type SeedName } from '@fieldline/domain-pack';

const metric = (row: string, seed: string, name: string, change?: string): SeedName =>
  seedName(row, seed, `battery-pack.${name}`, change);
const measured = (seed: string, name: string, change?: string): SeedName => metric('B1', seed, name, change);
const ONE_OF_FOUR = 'a boolean of its own, warns';
const STATE = 'one state for all: what opened the switches';
const LIMIT = 'the value is this metric; its limit is a band, and a safety limit of the device';

/** What the names of the battery storage's system became. */
export const batterySeedNames: readonly SeedName[] = [
  measured('voltage', 'voltage', 'in V'),
  measured('current', 'current', 'in A; negative = charging, as it was'),
  measured('power', 'power', 'in W; sign of the current'),
  measured('temperature', 'temperature', 'in °C; mean of the cells'),
  measured('SoC', 'stateOfCharge', 'in %'),
  measured('SoH', 'stateOfHealth', 'in %'),
  measured('internal resistance', 'internalResistance', 'in Ω'),
  measured('cell voltages', 'cellVoltages', 'in V, one element a cell'),
  measured('cell temperatures', 'cellTemperatures', 'in °C, one element a cell'),
  measured('cell balancing status', 'cellBalancing', '1 while balancing, else 0, one element a cell'),
  measured('over-voltage alarm', 'overVoltageAlarm', ONE_OF_FOUR),
  measured('under-voltage alarm', 'underVoltageAlarm', ONE_OF_FOUR),
  measured('over-current alarm', 'overCurrentAlarm', ONE_OF_FOUR),
  measured('over-temperature alarm', 'overTemperatureAlarm', ONE_OF_FOUR),
  measured('protection status', 'protection', STATE),
  measured('data quality', 'dataQuality', '0 to 1'),
  measured('source', 'source'),
  measured('firmware version', 'firmwareVersion'),
  measured('communication latency', 'communicationLatency', 'in ms'),
  metric('B4', 'firmware', 'firmwareVersion', 'what the device says; what it should run is configuration'),
  metric('B5', 'cell voltage', 'cellVoltages', LIMIT),
  metric('B5', 'pack voltage', 'voltage', LIMIT),
  metric('B5', 'charge current', 'current', `${LIMIT}; below zero`),
  metric('B5', 'discharge current', 'current', `${LIMIT}; above zero`),
  metric('B5', 'temperature', 'cellTemperatures', LIMIT),
  metric('B5', 'SoC', 'stateOfCharge', LIMIT),
  metric('B5', 'power', 'power', LIMIT),
];

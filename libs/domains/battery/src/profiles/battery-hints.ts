import type { Band, ProfileHints } from '@fieldline/domain-pack';

const CELL_VOLTAGE = 'Default safety limits of a cell, 2.5 to 4.2 V (systems.md B5); LFP is full at 3.65 V already.';
const TEMPERATURE = 'Default safety limits, −20 to 60 °C (systems.md B5).';
const WARM = 'Ageing doubles with about every 10 K (Arrhenius); makers advise to stay below 45 °C.';
const COLD = 'Below 0 °C lithium plates while charging; makers forbid it.';
const CHARGE = 'Default safety limits, 5 to 95 % (systems.md B5).';
const HEALTH =
  'First life commonly ends at 80 % of the nominal capacity (USABC test manual; makers’ warranties), any at 60 %.';

const temperature = (metric: string): readonly Band[] => [
  { metric, to: -20, level: 'critical', meaning: TEMPERATURE },
  { metric, from: -20, to: 0, level: 'caution', meaning: COLD },
  { metric, from: 0, to: 45, level: 'normal', meaning: TEMPERATURE },
  { metric, from: 45, to: 60, level: 'caution', meaning: WARM },
  { metric, from: 60, level: 'critical', meaning: TEMPERATURE },
];
const voltage = (metric: string): readonly Band[] => [
  { metric, to: 2.5, level: 'critical', meaning: CELL_VOLTAGE },
  { metric, from: 2.5, to: 4.2, level: 'normal', meaning: CELL_VOLTAGE },
  { metric, from: 4.2, level: 'critical', meaning: CELL_VOLTAGE },
];

export const batteryCellHints: ProfileHints = {
  profile: 'battery-cell',
  order: ['voltage', 'current', 'temperature', 'power', 'chargeDrawn', 'energyDrawn', 'ambientTemperature'],
  bands: [...voltage('voltage'), ...temperature('temperature')],
};

export const batteryPackHints: ProfileHints = {
  profile: 'battery-pack',
  order: [
    ...['stateOfCharge', 'power', 'current', 'voltage', 'temperature', 'protection'],
    ...['cellVoltages', 'cellTemperatures', 'cellBalancing', 'balancingCurrent'],
    ...['overVoltageAlarm', 'underVoltageAlarm', 'overCurrentAlarm', 'overTemperatureAlarm'],
    ...['stateOfHealth', 'internalResistance', 'cycles', 'remainingCapacity', 'chargeDrawn', 'timeToGo'],
    ...['mosfetTemperature', 'dataQuality', 'communicationLatency', 'uptime', 'firmwareVersion', 'source'],
  ],
  bands: [
    { metric: 'stateOfCharge', to: 5, level: 'critical', meaning: CHARGE },
    { metric: 'stateOfCharge', from: 5, to: 20, level: 'caution', meaning: 'Charge soon; a reserve for a cold day.' },
    { metric: 'stateOfCharge', from: 20, to: 95, level: 'normal', meaning: CHARGE },
    { metric: 'stateOfCharge', from: 95, level: 'caution', meaning: CHARGE },
    ...temperature('temperature'),
    ...temperature('cellTemperatures'),
    ...voltage('cellVoltages'),
    { metric: 'stateOfHealth', to: 60, level: 'critical', meaning: HEALTH },
    { metric: 'stateOfHealth', from: 60, to: 80, level: 'caution', meaning: HEALTH },
    { metric: 'stateOfHealth', from: 80, level: 'normal', meaning: HEALTH },
    { metric: 'dataQuality', to: 0.9, level: 'caution', meaning: 'More than one measurement in ten is missing.' },
    { metric: 'dataQuality', from: 0.9, level: 'normal', meaning: 'Nearly every measurement arrived.' },
  ],
};

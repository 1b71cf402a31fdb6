import { textState, type ProfileDefinition } from '@fieldline/domain-pack';
import { CELL_TEMPERATURE, CELL_VOLTAGE } from './cell-ranges.js';

const STALE_SECONDS = 60;
const LIVE = { kind: 'gauge', type: 'number', stalenessSeconds: STALE_SECONDS } as const;

/**
 * One cell under test or in service.
 *
 * Sign (systems.md B1): a negative current charges the cell, so power, charge and energy are positive when drawn from it.
 *
 * Ranges say what a sensor on one cell can truly report; they find broken sensors and wrong units. What is safe for a
 * chemistry is a safety limit (B5) and belongs to the device.
 */
export const batteryCellProfile: ProfileDefinition = {
  id: 'battery-cell',
  version: 1,
  name: 'Battery cell',
  lifetime: 'raw-90d', // B10
  metrics: [
    { metric: 'voltage', ...CELL_VOLTAGE, ...LIVE },
    {
      metric: 'current',
      unit: 'A',
      min: -3000,
      max: 3000,
      reason: 'The largest cells made for power (about 300 A·h) are pulsed at no more than 10 C.',
      ...LIVE,
    },
    {
      metric: 'power',
      unit: 'W',
      min: -16_500,
      max: 16_500,
      reason: 'Largest voltage × largest current.',
      ...LIVE,
    },
    {
      metric: 'chargeDrawn',
      unit: 'A.h',
      min: -1e5,
      max: 1e5,
      reason: 'Net, since the counter’s start; the largest cells hold about 1,200 A·h, here for up to 80 cycles.',
      ...LIVE,
    },
    {
      metric: 'energyDrawn',
      unit: 'W.h',
      min: -5e5,
      max: 5e5,
      reason: 'As for chargeDrawn, times 5 V.',
      ...LIVE,
    },
    { metric: 'temperature', ...CELL_TEMPERATURE, ...LIVE },
    {
      metric: 'ambientTemperature',
      unit: 'Cel',
      min: -80,
      max: 200,
      reason: 'Climatic test chambers are built for −75 to 180 °C; with a margin.',
      ...LIVE,
    },
    // What a cycler is doing with it.
    textState('mode', STALE_SECONDS, ['charge', 'discharge', 'rest']),
  ],
};

import type { ProfileDefinition } from '@fieldline/domain-pack';

const LIVE = { kind: 'gauge', type: 'number', stalenessSeconds: 60 } as const;

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
    {
      metric: 'voltage',
      unit: 'V',
      min: -1,
      max: 5.5,
      reason:
        'No lithium-ion chemistry charges above 5 V (LNMO, the highest, to 4.95 V); below 0 V a cell is reversed.',
      ...LIVE,
    },
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
    {
      metric: 'temperature',
      unit: 'Cel',
      min: -80,
      max: 1200,
      reason:
        'Below any electrolyte’s freezing; above, type K sensors (IEC 60584-1) follow a cell into thermal runaway, 800 °C and more.',
      ...LIVE,
    },
    {
      metric: 'ambientTemperature',
      unit: 'Cel',
      min: -80,
      max: 200,
      reason: 'Climatic test chambers are built for −75 to 180 °C.',
      ...LIVE,
    },
    // What a cycler is doing with it.
    {
      metric: 'mode',
      unit: '1',
      kind: 'state',
      type: 'string',
      states: ['charge', 'discharge', 'rest'],
      stalenessSeconds: 60,
    },
  ],
};

import type { ProfileDefinition } from '@fieldline/domain-pack';

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
    // No lithium-ion chemistry charges above 5 V (LNMO, the highest, to 4.95 V); below 0 V a cell is reversed.
    { metric: 'voltage', unit: 'V', kind: 'gauge', type: 'number', min: -1, max: 5.5, stalenessSeconds: 60 },
    // The largest single cells (about 300 Ah) are pulsed at no more than 10 C.
    { metric: 'current', unit: 'A', kind: 'gauge', type: 'number', min: -3000, max: 3000, stalenessSeconds: 60 },
    // Current range × voltage range.
    { metric: 'power', unit: 'W', kind: 'gauge', type: 'number', min: -16500, max: 16500, stalenessSeconds: 60 },
    // Net charge and energy drawn since the counter's start; the largest cells hold about 1,200 Ah, here for up to 80 cycles.
    { metric: 'chargeDrawn', unit: 'A.h', kind: 'gauge', type: 'number', min: -1e5, max: 1e5, stalenessSeconds: 60 },
    { metric: 'energyDrawn', unit: 'W.h', kind: 'gauge', type: 'number', min: -5e5, max: 5e5, stalenessSeconds: 60 },
    // Below any electrolyte's freezing; above, type K sensors follow a cell into thermal runaway (800 °C and more).
    { metric: 'temperature', unit: 'Cel', kind: 'gauge', type: 'number', min: -80, max: 1200, stalenessSeconds: 60 },
    // What climatic test chambers are built for: −75 to 180 °C.
    {
      metric: 'ambientTemperature',
      unit: 'Cel',
      kind: 'gauge',
      type: 'number',
      min: -80,
      max: 200,
      stalenessSeconds: 60,
    },
  ],
};

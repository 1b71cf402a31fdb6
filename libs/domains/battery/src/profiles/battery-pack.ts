import type { ProfileDefinition } from '@fieldline/domain-pack';

/**
 * One pack as its management system reports it (systems.md B1). Sign as for the cell: a negative current charges.
 * Ranges say what a sensor can truly report; safety limits (B5) belong to the device.
 */
export const batteryPackProfile: ProfileDefinition = {
  id: 'battery-pack',
  version: 1,
  name: 'Battery pack',
  lifetime: 'raw-90d', // B10
  metrics: [
    // 1,500 V DC is the end of low voltage (IEC 60038); storage strings stay at or below it.
    { metric: 'voltage', unit: 'V', kind: 'gauge', type: 'number', min: 0, max: 1500, stalenessSeconds: 300 },
    // The largest string breakers and shunts in storage: about 2,000 A.
    { metric: 'current', unit: 'A', kind: 'gauge', type: 'number', min: -2000, max: 2000, stalenessSeconds: 300 },
    // Voltage range × current range.
    { metric: 'power', unit: 'W', kind: 'gauge', type: 'number', min: -3e6, max: 3e6, stalenessSeconds: 300 },
    { metric: 'temperature', unit: 'Cel', kind: 'gauge', type: 'number', min: -80, max: 1200, stalenessSeconds: 300 },
    { metric: 'stateOfCharge', unit: '%', kind: 'gauge', type: 'number', min: 0, max: 100, stalenessSeconds: 300 },
    // New cells often hold more than their nominal capacity.
    { metric: 'stateOfHealth', unit: '%', kind: 'gauge', type: 'number', min: 0, max: 120, stalenessSeconds: 3600 },
    // A pack in order has milliohms; 10 Ω is beyond any usable one.
    {
      metric: 'internalResistance',
      unit: 'Ohm',
      kind: 'gauge',
      type: 'number',
      min: 0,
      max: 10,
      stalenessSeconds: 3600,
    },
    // As for the single cell.
    { metric: 'cellVoltages', unit: 'V', kind: 'gauge', type: 'number[]', min: -1, max: 5.5, stalenessSeconds: 300 },
    {
      metric: 'cellTemperatures',
      unit: 'Cel',
      kind: 'gauge',
      type: 'number[]',
      min: -80,
      max: 1200,
      stalenessSeconds: 300,
    },
    { metric: 'balancing', unit: '1', kind: 'state', type: 'boolean', stalenessSeconds: 300 },
    {
      metric: 'protection',
      unit: '1',
      kind: 'state',
      type: 'string',
      states: ['none', 'over-voltage', 'under-voltage', 'over-current', 'over-temperature'],
      stalenessSeconds: 300,
    },
    { metric: 'alarmFlags', unit: '1', kind: 'state', type: 'string', stalenessSeconds: 300 },
    { metric: 'dataQuality', unit: '1', kind: 'gauge', type: 'number', min: 0, max: 1, stalenessSeconds: 300 },
    { metric: 'firmwareVersion', unit: '1', kind: 'state', type: 'string', stalenessSeconds: 86400 },
    // An answer later than a minute is no answer.
    {
      metric: 'communicationLatency',
      unit: 'ms',
      kind: 'gauge',
      type: 'number',
      min: 0,
      max: 60000,
      stalenessSeconds: 300,
    },
  ],
};

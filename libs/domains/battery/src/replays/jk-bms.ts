import type { ReplayMapping } from '@fieldline/domain-pack';
import { batteryPackProfile } from '../profiles/battery-pack.js';

const CELLS = Array.from({ length: 16 }, (_, at) => `cell${at + 1}_mV`);

/**
 * Two packs of 16 cells on one bus, asked in turn, at rest. What tells them apart is that each has its own uptime, 20 days
 * and more apart, which rises from row to row; the temperatures agree with that. JK counts charging as positive.
 */
export const jkBms: ReplayMapping = {
  id: 'jk-bms',
  source: 'Capture of two JK BMS from mpp-solar, decoded, MIT',
  profile: batteryPackProfile,
  format: { kind: 'delimited', delimiter: ',' },
  header: [
    'frame',
    'frame_counter',
    ...CELLS,
    ...'avg_mV,delta_mV,mos_temp_C,pack_V,power_W,current_A,temp1_C,temp2_C,balance_current_A,soc_pct,remaining_Ah'.split(
      ',',
    ),
    ...'nominal_Ah,cycles,cycle_capacity_Ah,uptime_s'.split(','),
  ],
  missing: [],
  time: {
    kind: 'declared-start',
    start: '2024-01-01T00:00:00Z',
    elapsedSecondsColumn: 'uptime_s',
    from: 'first-row-of-device',
    reason: 'assumed: the capture has no time; both packs count their seconds, taken from the first frame of each',
  },
  site: { name: 'replay-jk-bms', timeZone: 'UTC', currency: 'EUR' },
  device: {
    kind: 'bands',
    column: 'uptime_s',
    bands: [
      { from: 4_000_000, externalId: 'jk-bms-1' },
      { from: 0, externalId: 'jk-bms-2' },
    ],
  },
  columns: [
    { column: 'pack_V', metric: 'voltage', unit: 'V' },
    { column: 'current_A', metric: 'current', unit: 'A', negate: true },
    { column: 'power_W', metric: 'power', unit: 'W', negate: true },
    { column: 'mos_temp_C', metric: 'mosfetTemperature', unit: 'Cel' },
    { column: 'balance_current_A', metric: 'balancingCurrent', unit: 'A' },
    { column: 'soc_pct', metric: 'stateOfCharge', unit: '%' },
    { column: 'remaining_Ah', metric: 'remainingCapacity', unit: 'A.h' },
    { column: 'cycles', metric: 'cycles', unit: '1' },
    { column: 'cycle_capacity_Ah', metric: 'totalChargeDrawn', unit: 'A.h' },
    { column: 'uptime_s', metric: 'uptime', unit: 's' },
  ],
  arrays: [
    { columns: CELLS, metric: 'cellVoltages', unit: 'mV' },
    {
      columns: ['temp1_C', 'temp2_C'],
      metric: 'cellTemperatures',
      unit: 'Cel',
      note: 'two sensors between the cells, not one a cell',
    },
  ],
  ignored: {
    frame: 'counts the rows',
    frame_counter: 'a byte of the frame that neither counts nor tells the packs apart: 0 in one, 5 or 104 in the other',
    avg_mV: 'follows from the cells',
    delta_mV: 'follows from the cells',
    nominal_Ah: 'is configuration (B4)',
  },
};

import type { ReplayMapping } from '@fieldline/domain-pack';
import { batteryCellProfile } from '../profiles/battery-cell.js';

/**
 * Drive cycles and charges of one 2.9 Ah NCA cell. The recording counts discharge as negative, the profile (B1) charging,
 * so whatever has the current's sign is turned. It was measured at the University of Wisconsin–Madison: US Central time.
 */
export const panasonic18650pf: ReplayMapping = {
  id: 'panasonic-18650pf',
  source: 'Kollmeyer, Panasonic 18650PF Li-ion Battery Data, 2018, doi 10.17632/wykht8y7tg.1, CC BY 4.0',
  profile: batteryCellProfile,
  format: { kind: 'delimited', delimiter: ',' },
  header: [
    'time_s',
    'timestamp',
    'voltage_V',
    'current_A',
    'ah_Ah',
    'wh_Wh',
    'power_W',
    'battery_temp_degC',
    'chamber_temp_degC',
  ],
  missing: [''],
  time: {
    kind: 'start-and-elapsed',
    startColumn: 'timestamp',
    startFormat: 'M/d/yyyy h:mm:ss a',
    elapsedSecondsColumn: 'time_s',
    zone: 'America/Chicago',
  },
  site: { name: 'replay-panasonic-18650pf', timeZone: 'America/Chicago', currency: 'USD' },
  device: { kind: 'fixed', externalId: 'panasonic-18650pf' },
  parts: '^25degC_',
  columns: [
    { column: 'voltage_V', metric: 'voltage', unit: 'V' },
    { column: 'current_A', metric: 'current', unit: 'A', negate: true },
    { column: 'power_W', metric: 'power', unit: 'W', negate: true },
    { column: 'ah_Ah', metric: 'chargeDrawn', unit: 'A.h', negate: true },
    { column: 'wh_Wh', metric: 'energyDrawn', unit: 'W.h', negate: true },
    { column: 'battery_temp_degC', metric: 'temperature', unit: 'Cel' },
    { column: 'chamber_temp_degC', metric: 'ambientTemperature', unit: 'Cel' },
  ],
};

import type { ReplayMapping } from '@fieldline/domain-pack';
import { machineProfile } from '../profiles/machine.js';

/**
 * An inner temperature of a large machine until it fails. On 7 January 2014 the clock steps back from 02:55 to 02:00: the
 * twelve instants of that hour come again with other values, which correct the first. Zone and °C are assumed, as the
 * source names neither.
 */
export const machineTemperature: ReplayMapping = {
  id: 'machine-temperature',
  source: 'Numenta Anomaly Benchmark (Lavin and Ahmad 2015), MIT',
  profile: machineProfile,
  format: { kind: 'delimited', delimiter: ',' },
  fileName: '^machine_temperature_system_failure',
  header: ['timestamp', 'value'],
  missing: [],
  time: { kind: 'local', column: 'timestamp', format: 'yyyy-MM-dd HH:mm:ss', zone: 'UTC' },
  equalInstants: 'correction',
  site: { name: 'replay-machine-temperature', timeZone: 'UTC', currency: 'USD' },
  device: { kind: 'fixed', externalId: 'machine-temperature' },
  columns: [{ column: 'value', metric: 'temperature', unit: 'Cel' }],
};

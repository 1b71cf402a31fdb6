import type { ReplayColumn, ReplayMapping } from '@fieldline/domain-pack';
import { vehicleProfile } from '../profiles/vehicle.js';

/** Servers that stand in for on-board computers; that their times are UTC, as CloudWatch shows them, is assumed. */
const server = (id: string, fileName: string, column: ReplayColumn): ReplayMapping => ({
  id,
  source: 'Numenta Anomaly Benchmark, Amazon EC2 metrics, MIT',
  profile: vehicleProfile,
  format: { kind: 'delimited', delimiter: ',' },
  fileName,
  header: ['timestamp', 'value'],
  missing: [],
  time: { kind: 'local', column: 'timestamp', format: 'yyyy-MM-dd HH:mm:ss', zone: 'UTC' },
  site: { name: 'replay-computer-metrics', timeZone: 'UTC', currency: 'USD' },
  device: { kind: 'fixed', externalId: id },
  columns: [column],
});

export const computerCpu = server('ec2-cpu-ac20cd', '^ec2_cpu_utilization_ac20cd', {
  column: 'value',
  metric: 'cpuUsage',
  unit: '%',
});

export const computerNetwork = server('ec2-network-in-257a54', '^ec2_network_in_257a54', {
  column: 'value',
  metric: 'networkReceived',
  unit: 'By',
});

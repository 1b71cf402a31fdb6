import { smartPlugProfile } from '../profiles/smart-plug.js';
import type { ReplayMapping } from '@fieldline/domain-pack';

/** One plug for a day, each second but for 6 % of them; what hangs on it heats and pauses. Current is recorded in mA. */
export const tuyaSmartplug: ReplayMapping = {
  id: 'tuya-smartplug',
  source: 'smartplug-monitor, MIT',
  profile: smartPlugProfile,
  format: { kind: 'delimited', delimiter: ',' },
  header: ['timestamp', 'voltage', 'current', 'power'],
  missing: [],
  // assumed: neither the file nor its source says where the plug was
  time: { kind: 'local', column: 'timestamp', format: 'yyyy-MM-dd HH:mm:ss', zone: 'UTC' },
  site: { name: 'replay-tuya-smartplug', timeZone: 'UTC', currency: 'EUR' },
  device: { kind: 'fixed', externalId: 'tuya-smartplug' },
  parts: String.raw`^\d{4}-\d{2}-\d{2}\.csv$`,
  columns: [
    { column: 'voltage', metric: 'voltage', unit: 'V' },
    { column: 'current', metric: 'current', unit: 'mA' },
    { column: 'power', metric: 'power', unit: 'W' },
  ],
};

import type { ReplayMapping } from '@fieldline/domain-pack';
import { electricityMeterProfile } from '../profiles/electricity-meter.js';

const SAME_TIME = 'DateTime says the same';

/** Minutes of a house in Sceaux near Paris; its three sub-meters tell the energy of each minute. */
export const uciHousehold: ReplayMapping = {
  id: 'uci-household',
  source: 'Individual household electric power consumption, UCI Machine Learning Repository 235, CC BY 4.0',
  profile: electricityMeterProfile,
  format: { kind: 'delimited', delimiter: ';' },
  header:
    'Date;Time;Global_active_power;Global_reactive_power;Voltage;Global_intensity;Sub_metering_1;Sub_metering_2;Sub_metering_3;DateTime'.split(
      ';',
    ),
  missing: ['', '?'],
  // that the hours are local is assumed
  time: { kind: 'local', column: 'DateTime', format: 'yyyy-MM-dd HH:mm:ss', zone: 'Europe/Paris' },
  site: { name: 'replay-uci-household', timeZone: 'Europe/Paris', currency: 'EUR' },
  device: { kind: 'fixed', externalId: 'uci-household' },
  columns: [
    { column: 'Global_active_power', metric: 'power', unit: 'kW' },
    { column: 'Global_reactive_power', metric: 'reactivePower', unit: 'kV.A', note: 'kvar, which UCUM does not name' },
    { column: 'Voltage', metric: 'voltage', unit: 'V' },
    { column: 'Global_intensity', metric: 'current', unit: 'A' },
    { column: 'Sub_metering_1', metric: 'subMeter1', unit: 'W.h' },
    { column: 'Sub_metering_2', metric: 'subMeter2', unit: 'W.h' },
    { column: 'Sub_metering_3', metric: 'subMeter3', unit: 'W.h' },
  ],
  ignored: { Date: SAME_TIME, Time: SAME_TIME },
};

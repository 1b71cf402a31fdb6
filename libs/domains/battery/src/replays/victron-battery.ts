import { DBUS_COLUMNS, type ReplayMapping, type ReplaySignal } from '@fieldline/domain-pack';
import { batteryPackProfile } from '../profiles/battery-pack.js';
import { victronIgnored } from './victron-ignored.js';

/** Victron's alarms: 0 no alarm, 1 warning, 2 alarm (dbus API of Venus OS). */
const ALARM = { '0': false, '1': true, '2': true } as const;

/** Charging is positive on Victron's D-Bus, negative in the profile (B1). Energies are kWh there. */
const signals: readonly ReplaySignal[] = [
  { signal: '/Dc/0/Voltage', metric: 'voltage', unit: 'V' },
  { signal: '/Dc/0/Current', metric: 'current', unit: 'A', negate: true },
  { signal: '/Dc/0/Power', metric: 'power', unit: 'W', negate: true },
  { signal: '/Dc/0/Temperature', metric: 'temperature', unit: 'Cel' },
  { signal: '/Soc', metric: 'stateOfCharge', unit: '%' },
  {
    signal: '/ConsumedAmphours',
    metric: 'chargeDrawn',
    unit: 'A.h',
    negate: true,
    note: 'falls below 0 as the battery is emptied',
  },
  { signal: '/TimeToGo', metric: 'timeToGo', unit: 's' },
  { signal: '/History/ChargedEnergy', metric: 'energyCharged', unit: 'kW.h' },
  { signal: '/History/DischargedEnergy', metric: 'energyDischarged', unit: 'kW.h' },
  { signal: '/History/TimeSinceLastFullCharge', metric: 'timeSinceFullCharge', unit: 's' },
  { signal: '/History/ChargeCycles', metric: 'cycles', unit: '1' },
  { signal: '/Info/MaxChargeVoltage', metric: 'chargeVoltageLimit', unit: 'V' },
  { signal: '/Info/MaxChargeCurrent', metric: 'chargeCurrentLimit', unit: 'A' },
  { signal: '/Info/MaxDischargeCurrent', metric: 'dischargeCurrentLimit', unit: 'A' },
  { signal: '/FirmwareVersion', metric: 'firmwareVersion', column: 'text' },
  { signal: '/Alarms/HighCurrent', metric: 'overCurrentAlarm', codes: ALARM },
  { signal: '/Alarms/HighTemperature', metric: 'overTemperatureAlarm', codes: ALARM },
  { signal: '/Alarms/HighVoltage', metric: 'overVoltageAlarm', codes: ALARM },
];

const recording = (id: string, service: string, own: readonly ReplaySignal[]): ReplayMapping => ({
  id,
  source: 'D-Bus recording of victronenergy/venus-docker, MIT',
  profile: batteryPackProfile,
  format: { kind: 'dbus' },
  firstLine: `^com\\.victronenergy\\.battery\\.${service}`,
  header: DBUS_COLUMNS,
  missing: ['[]'],
  time: {
    kind: 'declared-start',
    start: '2024-08-01T00:00:00Z',
    elapsedSecondsColumn: 'second',
    reason: 'assumed: the recording counts seconds; the newest date in it is an error logged on 2024-07-31',
  },
  equalInstants: 'next-millisecond',
  site: { name: `replay-${id}`, timeZone: 'UTC', currency: 'EUR' },
  device: { kind: 'fixed', externalId: id },
  columns: [],
  events: { signalColumn: 'path', valueColumn: 'value', signals: [...signals, ...own], ignored: victronIgnored },
  ignored: { type: 'the D-Bus type of the value' },
});

/** A Lynx Smart BMS on a CAN bus. */
export const victronLynxBms = recording('victron-lynx-bms', 'socketcan_', [
  { signal: '/History/TotalAhDrawn', metric: 'totalChargeDrawn', unit: 'A.h' },
  { signal: '/Alarms/LowCellVoltage', metric: 'underVoltageAlarm', codes: ALARM },
]);

/** A SmartShunt on VE.Direct. */
export const victronSmartShunt = recording('victron-smartshunt', 'ttyUSB', [
  {
    signal: '/History/TotalAhDrawn',
    metric: 'totalChargeDrawn',
    unit: 'A.h',
    negate: true,
    note: 'counts downwards from 0, where the Lynx BMS counts upwards under the same path',
  },
  { signal: '/Alarms/LowVoltage', metric: 'underVoltageAlarm', codes: ALARM },
]);

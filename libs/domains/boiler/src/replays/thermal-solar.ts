import type { ReplayColumn, ReplayMapping } from '@fieldline/domain-pack';
import { solarThermalProfile } from '../profiles/solar-thermal.js';

/** What the controller writes where no sensor is wired: its inputs' ends of scale. */
const NO_TEMPERATURE = ['888,8', '-88,8'];
const NO_PRESSURE = ['-999,9'];
const NO_FLOW = ['-9999'];

const temperature = (input: number): ReplayColumn => ({
  column: `Temperatur Sensor ${input} [ °C]`,
  metric: `temperature${input}`,
  unit: 'Cel',
  missing: NO_TEMPERATURE,
});
const relay = (number: number): readonly ReplayColumn[] => [
  { column: `Drehzahl Relais ${number} [ %]`, metric: `relayLevel${number}`, unit: '%' },
  { column: `Betriebssekunden Relais ${number} [ s]`, metric: `relayRuntime${number}`, unit: 's' },
];
const SAME_TIME = 'Datum & Uhrzeit says the same';

/** Log of a solar heating controller, a file a day, minute by minute; German, its hours taken for German local time. */
export const thermalSolar: ReplayMapping = {
  id: 'thermal-solar',
  source: 'thermal-solar-plant-dataset, MIT',
  profile: solarThermalProfile,
  format: { kind: 'delimited', delimiter: '\t', encoding: 'latin1', trailingDelimiter: true },
  header: [
    'Datum & Uhrzeit',
    ...[1, 2, 3, 4, 5, 6].map((input) => `Temperatur Sensor ${input} [ °C]`),
    'Druck Sensor 7 [ Bar]',
    'Temperatur Sensor 8 [ °C]',
    'Durchfluss Sensor 9 [ l/h]',
    'Durchfluss V40 [ l/h]',
    'Einheit',
    ...[1, 2].map((pump) => `PWM ${pump} [ %]`),
    ...[1, 2, 3, 4].map((number) => `Drehzahl Relais ${number} [ %]`),
    ...[1, 2, 3, 4].map((number) => `Betriebssekunden Relais ${number} [ s]`),
    ...['Fehlermaske', 'Statusmaske', 'Wärme [ Wh]', 'Version', 'Systemzeit', 'Systemdatum'],
  ],
  missing: [],
  decimalComma: true,
  time: { kind: 'local', column: 'Datum & Uhrzeit', format: 'dd.MM.yyyy HH:mm', zone: 'Europe/Berlin' },
  site: { name: 'replay-thermal-solar', timeZone: 'Europe/Berlin', currency: 'EUR' },
  device: { kind: 'fixed', externalId: 'thermal-solar' },
  parts: String.raw`^\d{8}\.csv$`,
  columns: [
    ...[1, 2, 3, 4, 5, 6, 8].map(temperature),
    { column: 'Druck Sensor 7 [ Bar]', metric: 'systemPressure', unit: 'bar', missing: NO_PRESSURE },
    { column: 'Durchfluss Sensor 9 [ l/h]', metric: 'flow', unit: 'L/h', missing: NO_FLOW },
    { column: 'Durchfluss V40 [ l/h]', metric: 'pulseFlow', unit: 'L/h' },
    ...[1, 2].map((pump): ReplayColumn => ({ column: `PWM ${pump} [ %]`, metric: `pumpSpeed${pump}`, unit: '%' })),
    ...[1, 2, 3, 4].flatMap(relay),
    { column: 'Fehlermaske', metric: 'errorMask', unit: '1' },
    { column: 'Statusmaske', metric: 'statusMask', unit: '1' },
    { column: 'Wärme [ Wh]', metric: 'heat', unit: 'W.h' },
    { column: 'Version', metric: 'firmwareVersion' },
  ],
  ignored: { Einheit: 'the controller’s code for a unit', Systemzeit: SAME_TIME, Systemdatum: SAME_TIME },
};

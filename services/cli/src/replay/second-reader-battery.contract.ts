import { at, plainLines, times, turned, type PlainRow } from './second-reader-text.contract.js';

const COMMA = { separator: ',', skip: 1 } as const;

/** 20 March 2017 is in US daylight saving: Madison is five hours behind UTC. */
export function panasonicRows(file: string, start: string): readonly PlainRow[] {
  return plainLines(file, COMMA).map((fields) => ({
    device: 'panasonic-18650pf',
    measuredAt: Date.parse(start) + Math.round(Number(fields[0]) * 1000),
    values: {
      voltage: Number(fields[2]),
      current: turned(at(fields, 3)),
      chargeDrawn: turned(at(fields, 4)),
      energyDrawn: turned(at(fields, 5)),
      power: turned(at(fields, 6)),
      temperature: Number(fields[7]),
      ambientTemperature: Number(fields[8]),
    },
  }));
}

const MODES: Readonly<Record<string, string>> = { CHRG: 'charge', DCHG: 'discharge', REST: 'rest' };

export function nissanRows(file: string): readonly PlainRow[] {
  return plainLines(file, COMMA).map((fields) => ({
    device: 'nissan-leaf-cell',
    measuredAt: Date.UTC(2019, 2, 1) + Math.round(Number(fields[1]) * 1000),
    values: {
      current: turned(at(fields, 8)),
      voltage: Number(fields[9]),
      power: turned(at(fields, 10)),
      chargeDrawn: turned(at(fields, 11)),
      energyDrawn: turned(at(fields, 12)),
      mode: MODES[at(fields, 13)],
    },
  }));
}

/** Frames come from the two packs in turn, each with its own uptime. */
export function jkRows(file: string): readonly PlainRow[] {
  const lines = plainLines(file, COMMA);
  const firstUptime = [lines[0], lines[1]].map((fields) => Number(fields?.[32]));
  return lines.map((fields, index) => {
    const pack = index % 2;
    return {
      device: `jk-bms-${pack + 1}`,
      measuredAt: Date.UTC(2024, 0, 1) + (Number(fields[32]) - (firstUptime[pack] ?? NaN)) * 1000,
      values: {
        cellVoltages: fields.slice(2, 18).map((text) => Number(text) / 1000),
        mosfetTemperature: Number(fields[20]),
        voltage: Number(fields[21]),
        power: turned(at(fields, 22)),
        current: turned(at(fields, 23)),
        cellTemperatures: [Number(fields[24]), Number(fields[25])],
        balancingCurrent: Number(fields[26]),
        stateOfCharge: Number(fields[27]),
        remainingCapacity: Number(fields[28]),
        cycles: Number(fields[30]),
        totalChargeDrawn: Number(fields[31]),
        uptime: Number(fields[32]),
      },
    };
  });
}

export function pybammRows(file: string, device: string): readonly PlainRow[] {
  return plainLines(file, COMMA).map((fields) => ({
    device,
    measuredAt: Date.UTC(2026, 0, 1) + Number(fields[0]) * 1000,
    values: {
      current: Number(fields[1]),
      voltage: Number(fields[2]),
      chargeDrawn: Number(fields[3]),
      temperature: Number(fields[4]),
    },
  }));
}

/** `comments` lines stand in front. */
export function driveCycleRows(file: string, device: string, comments: number): readonly PlainRow[] {
  return plainLines(file, { separator: ',', skip: comments }).map((fields) => ({
    device,
    measuredAt: Date.UTC(2020, 0, 1) + Number(fields[0]) * 1000,
    values: { current: Number(fields[1]) },
  }));
}

const kilo = (text: string): number => times(text, 1, 3);
const alarm = (text: string): boolean => text !== '0';
const number = (text: string): number => Number(text);

/** What is read of both monitors; the last digit of each is that of a single-precision number. */
export const VICTRON_PATHS: Readonly<Record<string, readonly [string, (text: string) => number | boolean]>> = {
  '/Dc/0/Voltage': ['voltage', number],
  '/Dc/0/Current': ['current', turned],
  '/Dc/0/Power': ['power', turned],
  '/Dc/0/Temperature': ['temperature', number],
  '/Soc': ['stateOfCharge', number],
  '/ConsumedAmphours': ['chargeDrawn', turned],
  '/TimeToGo': ['timeToGo', number],
  '/History/ChargedEnergy': ['energyCharged', kilo],
  '/History/DischargedEnergy': ['energyDischarged', kilo],
  '/History/TimeSinceLastFullCharge': ['timeSinceFullCharge', number],
  '/History/ChargeCycles': ['cycles', number],
  '/Info/MaxChargeVoltage': ['chargeVoltageLimit', number],
  '/Info/MaxChargeCurrent': ['chargeCurrentLimit', number],
  '/Info/MaxDischargeCurrent': ['dischargeCurrentLimit', number],
  '/Alarms/HighCurrent': ['overCurrentAlarm', alarm],
  '/Alarms/HighTemperature': ['overTemperatureAlarm', alarm],
  '/Alarms/HighVoltage': ['overVoltageAlarm', alarm],
};
export const LYNX_PATHS = {
  ...VICTRON_PATHS,
  '/History/TotalAhDrawn': ['totalChargeDrawn', number],
  '/Alarms/LowCellVoltage': ['underVoltageAlarm', alarm],
} as const;
export const SHUNT_PATHS = {
  ...VICTRON_PATHS,
  '/History/TotalAhDrawn': ['totalChargeDrawn', turned],
  '/Alarms/LowVoltage': ['underVoltageAlarm', alarm],
} as const;

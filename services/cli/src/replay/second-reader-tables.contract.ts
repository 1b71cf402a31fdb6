import { at, plainLines, times, type PlainRow } from './second-reader-text.contract.js';

const COMMA = { separator: ',', skip: 1 } as const;
const COMPASS = 'N NNE NE ENE E ESE SE SSE S SSW SW WSW W WNW NW NNW'.split(' ');
const BEIJING = [
  ...['pm25', 'pm10', 'so2MassConcentration', 'no2MassConcentration', 'coMassConcentration', 'o3MassConcentration'],
  ...['temperature', 'pressure', 'dewPoint', 'rain'],
];
const HOUR_MS = 3_600_000;

/** Shanghai is eight hours ahead of UTC and has had no daylight saving since 1991. */
export function beijingRows(file: string): readonly PlainRow[] {
  const value = (text: string): number | undefined => (text === 'NA' ? undefined : Number(text));
  return plainLines(file, COMMA).map((fields) => {
    const [, year = NaN, month = NaN, day = NaN, hour = NaN] = fields.slice(0, 5).map(Number);
    const wind = at(fields, 15);
    return {
      device: `beijing-${at(fields, 17)}`,
      measuredAt: Date.UTC(year, month - 1, day, hour) - 8 * HOUR_MS,
      values: {
        ...Object.fromEntries(BEIJING.map((metric, place) => [metric, value(at(fields, 5 + place))])),
        windDirection: wind === 'NA' ? undefined : COMPASS.indexOf(wind) * 22.5,
        windSpeed: value(at(fields, 16)),
      },
    };
  });
}

const UCI_AIR = [
  ...['moxCo', 'nmhcMassConcentration', 'benzeneMassConcentration', 'moxNmhc', 'nox', 'moxNox', 'no2MassConcentration'],
  ...['moxNo2', 'moxO3', 'temperature', 'humidity'],
];

/** An hour ahead of UTC all year; CO comes in mg/m³, the last column is a vapour pressure in kPa. */
export function uciAirRows(file: string): readonly PlainRow[] {
  const value = (text: string, power = 0): number | undefined => (text === '-200' ? undefined : times(text, 1, power));
  return plainLines(file, COMMA).map((fields) => {
    const [year = NaN, month = NaN, day = NaN, hour = NaN, minute = NaN] = at(fields, 0).split(/[/ :]/).map(Number);
    return {
      device: 'uci-air-quality',
      measuredAt: Date.UTC(year, month - 1, day, hour, minute) - HOUR_MS,
      values: {
        coMassConcentration: value(at(fields, 1), 3),
        ...Object.fromEntries(UCI_AIR.map((metric, place) => [metric, value(at(fields, 2 + place))])),
        vapourPressure: value(at(fields, 13), 1),
      },
    };
  });
}

/** `2025-08-17 00:00:00` as if it were UTC. */
const utc = (text: string): number => Date.parse(`${text.replace(' ', 'T')}Z`);

export function tuyaRows(file: string): readonly PlainRow[] {
  return plainLines(file, COMMA).map((fields) => ({
    device: 'tuya-smartplug',
    measuredAt: utc(at(fields, 0)),
    values: { voltage: Number(fields[1]), current: Number(fields[2]) / 1000, power: Number(fields[3]) },
  }));
}

/** In February Paris is an hour ahead of UTC. */
export function householdRows(file: string): readonly PlainRow[] {
  return plainLines(file, { separator: ';', skip: 1 }).map((fields) => ({
    device: 'uci-household',
    measuredAt: utc(at(fields, 9)) - HOUR_MS,
    values: {
      power: times(at(fields, 2), 1, 3),
      reactivePower: times(at(fields, 3), 1, 3),
      voltage: Number(fields[4]),
      current: Number(fields[5]),
      subMeter1: Number(fields[6]),
      subMeter2: Number(fields[7]),
      subMeter3: Number(fields[8]),
    },
  }));
}

export function seriesRows(file: string, device: string, metric: string): readonly PlainRow[] {
  return plainLines(file, COMMA).map((fields) => ({
    device,
    measuredAt: utc(at(fields, 0)),
    values: { [metric]: Number(fields[1]) },
  }));
}

const TURBINE = [
  ...['ambientTemperature', 'pressure', 'humidity', 'filterPressureDrop', 'exhaustPressure', 'turbineInletTemperature'],
  // the eighth column is the energy, the ninth the pressure, whatever they are called
  ...['turbineOutletTemperature', 'energyYield', 'compressorDischargePressure', 'coEmission', 'noxEmission'],
];

/** An hour a row from the beginning of 2011 in Istanbul, two hours ahead of UTC. */
export function turbineRows(file: string): readonly PlainRow[] {
  return plainLines(file, COMMA).map((fields, index) => ({
    device: 'gas-turbine',
    measuredAt: Date.UTC(2011, 0, 1) + (index - 2) * HOUR_MS,
    values: Object.fromEntries(TURBINE.map((metric, place) => [metric, Number(fields[place])])),
  }));
}

const NO_SENSOR = ['888,8', '-88,8', '-999,9', '-9999'];
const SOLAR_PLACES: Readonly<Record<string, number>> = {
  ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((input) => [`temperature${input}`, input])),
  ...{ systemPressure: 7, temperature8: 8, flow: 9, pulseFlow: 10, pumpSpeed1: 12, pumpSpeed2: 13 },
  ...{ relayLevel1: 14, relayLevel2: 15, relayLevel3: 16, relayLevel4: 17 },
  ...{ relayRuntime1: 18, relayRuntime2: 19, relayRuntime3: 20, relayRuntime4: 21 },
  ...{ errorMask: 22, statusMask: 23, heat: 24 },
};

/** In July Berlin is two hours ahead of UTC. */
export function solarRows(file: string): readonly PlainRow[] {
  return plainLines(file, { separator: '\t', skip: 1, encoding: 'latin1' }).map((fields) => {
    const [day = NaN, month = NaN, year = NaN, hour = NaN, minute = NaN] = at(fields, 0).split(/[. :]/).map(Number);
    const value = (place: number): number | undefined =>
      NO_SENSOR.includes(at(fields, place)) ? undefined : Number(at(fields, place).replace(',', '.'));
    return {
      device: 'thermal-solar',
      measuredAt: Date.UTC(year, month - 1, day, hour, minute) - 2 * HOUR_MS,
      values: {
        ...Object.fromEntries(Object.entries(SOLAR_PLACES).map(([metric, place]) => [metric, value(place)])),
        firmwareVersion: at(fields, 25),
      },
    };
  });
}

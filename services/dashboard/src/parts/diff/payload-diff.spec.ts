import { describe, expect, it } from '@jest/globals';
import { mappingOf, mappingWords, rowsOf } from './payload-mapping.js';
import { diffReading, diffReadings } from './payload-diff.js';
import { readPayload, type SentReading } from './payload-fields.js';
import type { ProfileMetric } from './profile-metric.js';

const gauge = { kind: 'gauge', type: 'number', stalenessSeconds: 60 } as const;
const metrics: readonly ProfileMetric[] = [
  { ...gauge, metric: 'temperature', unit: 'Cel', min: -40, max: 85 },
  { ...gauge, metric: 'relativeHumidity', unit: '%', min: 0, max: 100 },
  { ...gauge, metric: 'voltage', unit: 'V', min: 0, max: 5 },
  { ...gauge, metric: 'cellVoltages', unit: 'V', type: 'number[]', min: 0, max: 5 },
  { ...gauge, metric: 'mode', unit: '1', kind: 'state', type: 'string', states: ['idle', 'run'] },
  { ...gauge, metric: 'pumpOn', unit: '1', kind: 'state', type: 'boolean' },
  { ...gauge, metric: 'rssi', unit: 'dBm', min: -120, max: 0, keyPath: ['wifi', 'signal'] },
];

function fieldsOf(values: Readonly<Record<string, unknown>>) {
  return diffReading({ envelope: {}, values }, metrics);
}
const field = (values: Readonly<Record<string, unknown>>) => fieldsOf(values)[0];

describe('a refused payload beside its profile', () => {
  it('fits where every field is as the profile wants it, also inside a key path', () => {
    const sent = { temperature: 21, mode: 'idle', pumpOn: true, cellVoltages: [3.3], wifi: { signal: -60 } };
    expect(fieldsOf(sent).map(({ key, verdict }) => `${key} ${verdict}`)).toEqual([
      ...['temperature fits', 'mode fits', 'pumpOn fits', 'cellVoltages fits', 'wifi.signal fits'],
    ]);
  });

  it.each([
    ['temp', 'temperature'],
    ['Temperature', 'temperature'],
    ['temprature', 'temperature'],
    ['temperature_c', 'temperature'],
    ['humidity', 'relativeHumidity'],
    ['hum', 'relativeHumidity'],
    ['cell_voltages', 'cellVoltages'],
    ['pump_on', 'pumpOn'],
    ['volts', 'voltage'],
    ['packVolts', 'voltage'],
    ['voltag', 'voltage'],
    ['celsius', 'temperature'],
  ])('suggests for the unknown name %s the metric %s', (name, metric) => {
    expect(field({ [name]: 1 })?.suggestion?.rename).toBe(metric);
  });

  it('suggests to leave out what is like no metric', () => {
    expect(field({ voltageAlarm: 1 })?.suggestion?.rename).toBeUndefined();
    expect(field({ frobnicator: 1 })?.suggestion).toEqual({ remove: true, words: 'no metric has a name like it' });
  });

  it('suggests nothing for what stands inside an object, which no mapping reaches', () => {
    const inside = field({ wifi: { signal: -60_000 } });
    expect(inside).toMatchObject({ key: 'wifi.signal', verdict: 'out-of-range', nested: true });
    expect(inside?.suggestion).toBeUndefined();
    expect(field({ signal: -60 })?.suggestion?.rename).toBeUndefined();
  });

  it('suggests no metric that was sent as well', () => {
    expect(fieldsOf({ temp: 20, temperature: 21 })[0]?.suggestion?.rename).toBeUndefined();
  });

  it('suspects millivolts where volts are wanted, of a number and of each of several', () => {
    expect(field({ voltage: 3_700 })).toMatchObject({ verdict: 'out-of-range', suggestion: { scale: 0.001 } });
    expect(field({ cellVoltages: [3_300, 3_310] })?.suggestion?.scale).toBe(0.001);
  });

  it('suggests name and factor together', () => {
    expect(field({ voltage_mv: 3_700 })?.suggestion).toMatchObject({ rename: 'voltage', scale: 0.001 });
  });

  it('suggests no factor for a number that none brings into the range', () => {
    const values = { temperature: -300_000_000 };
    expect(field(values)).toMatchObject({ verdict: 'out-of-range', wanted: '-40 to 85 °C' });
    expect(field(values)?.suggestion).toBeUndefined();
  });

  it('tells a number in quotes, a 0 for a boolean, and a state that there is not', () => {
    expect(field({ temperature: '21.5' })).toMatchObject({ verdict: 'wrong-type' });
    expect(field({ temperature: '21.5' })?.suggestion?.words).toMatch(/in quotes/);
    expect(field({ pumpOn: 0 })?.suggestion?.words).toMatch(/false or true/);
    expect(field({ mode: 'sleep' })).toMatchObject({ verdict: 'unknown-state', wanted: 'one of idle, run' });
  });
});

describe('several readings of a payload', () => {
  it('are one line a field: the first that does not fit', () => {
    const readings = [20, 900, 800].map((temperature) => ({ envelope: {}, values: { temperature, voltage: 3 } }));
    expect(diffReadings(readings, metrics).map(({ key, sent, verdict }) => [key, sent, verdict])).toEqual([
      ['temperature', 900, 'out-of-range'],
      ['voltage', 3, 'fits'],
    ]);
  });
});

describe('the mapping made of suggestions', () => {
  it('is what the API takes: new name, factor under it, and what is left out', () => {
    const rows = rowsOf(fieldsOf({ voltage_mv: 3_700, junk: 1, temperature: 20 }));
    const mapping = mappingOf(rows);
    expect(mapping).toEqual({ rename: { voltage_mv: 'voltage' }, scale: { voltage: 0.001 }, remove: ['junk'] });
    expect(mappingWords(mapping ?? {})).toEqual([
      'voltage_mv is read as voltage',
      'voltage × 0.001',
      'junk is left out',
    ]);
  });

  it('is none where nothing would change', () => {
    expect(mappingOf(rowsOf(fieldsOf({ temperature: 20 })))).toBeUndefined();
  });
});

describe('reading a payload', () => {
  const readingsOf = (text: string): readonly SentReading[] | string => {
    const payload = readPayload(text);
    return 'problem' in payload ? payload.problem : payload.readings;
  };

  it('finds the values in the native form, in the flat one, and in an array of either', () => {
    expect(readingsOf('{"ts":1,"values":{"a":2},"b":3}')).toEqual([{ envelope: { ts: 1, b: 3 }, values: { a: 2 } }]);
    expect(readingsOf('[{"seq":4,"a":2},{"values":{}}]')).toEqual([
      { at: 0, envelope: { seq: 4 }, values: { a: 2 } },
      { at: 1, envelope: {}, values: {} },
    ]);
  });

  it.each(['{"a":', '[]', '[1]', '"text"', 'null', ''])('says what is wrong with %s', (text) => {
    expect(typeof readingsOf(text)).toBe('string');
  });
});

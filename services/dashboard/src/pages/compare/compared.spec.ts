import { describe, expect, it } from '@jest/globals';
import { metricChoices, MOST_DEVICES, readDevices, together } from './compared.js';

const base = { kind: 'gauge', type: 'number', stalenessSeconds: 60 } as const;
const power = { ...base, metric: 'power', unit: 'W' };
const pack = { device: 'pack', metrics: [{ ...base, metric: 'voltage', unit: 'V' }, power] };
const meter = { device: 'meter', metrics: [power, { ...base, metric: 'on', unit: '1', type: 'boolean' as const }] };
const large = { device: 'large', metrics: [{ ...power, unit: 'kW' }] };

describe('devices side by side', () => {
  it('are those of the address, each once, no more than can be told apart', () => {
    expect(readDevices('a,b,a,/,')).toEqual(['a', 'b']);
    expect(readDevices(Array.from({ length: 99 }, (_, index) => `d${index}`).join())).toHaveLength(MOST_DEVICES);
    expect(readDevices(null)).toEqual([]);
  });

  it('offer the numbers that most of them have first', () => {
    expect(metricChoices([pack, meter])).toEqual([
      { metric: 'power', devices: 2 },
      { metric: 'voltage', devices: 1 },
    ]);
  });

  it('share an axis in one unit, and say who is left out and why', () => {
    const shared = together([pack, meter, large, { device: 'other', metrics: [] }], 'power');
    expect(shared?.unit).toBe('W');
    expect(shared?.devices.map(({ device }) => device)).toEqual(['pack', 'meter']);
    expect(shared?.left).toEqual(['large measures it in kW', 'other does not measure it']);
    expect(together([meter], 'voltage')).toBeUndefined();
  });

  it('leave nobody out before its profile is known', () => {
    expect(together([pack, { device: 'late', metrics: undefined }], 'power')?.left).toEqual([]);
  });
});

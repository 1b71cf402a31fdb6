import { describe, expect, it } from '@jest/globals';
import type { MetricSpec } from '@fieldline/contracts';
import { outsideProfile } from './outside-profile.js';

const metrics: readonly MetricSpec[] = [
  { metric: 'power', unit: 'W', kind: 'gauge', type: 'number', min: 0, max: 10, stalenessSeconds: 60 },
  { metric: 'cells', unit: 'V', kind: 'gauge', type: 'number[]', min: 2, max: 4, stalenessSeconds: 60 },
  { metric: 'mode', unit: '1', kind: 'state', type: 'string', states: ['on', 'off'], stalenessSeconds: 60 },
  { metric: 'alarm', unit: '1', kind: 'state', type: 'boolean', stalenessSeconds: 60 },
];

describe('outsideProfile', () => {
  it('names nothing of what a profile takes, the ends of ranges included', () => {
    expect(outsideProfile({ power: 0, cells: [2, 4], mode: 'off', alarm: true }, metrics)).toEqual([]);
    expect(outsideProfile({ power: 10 }, metrics)).toEqual([]);
  });

  it.each([
    [{ power: 10.1 }, 'power = 10.1'],
    [{ power: NaN }, 'power = null'],
    [{ power: '5' }, 'power = "5"'],
    [{ cells: [3, 1.9] }, 'cells = [3,1.9]'],
    [{ cells: [] }, 'cells = []'],
    [{ mode: 'idle' }, 'mode = "idle"'],
    [{ alarm: 1 }, 'alarm = 1'],
    [{ volume: 1 }, 'volume = 1'],
  ])('names %j: beyond the range, of another type, no state, no metric', (values, name) => {
    expect(outsideProfile({ alarm: false, ...values }, metrics)).toEqual([name]);
  });
});

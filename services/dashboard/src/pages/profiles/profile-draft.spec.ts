import { describe, expect, it } from '@jest/globals';
import {
  draftText,
  metricFault,
  NEW_METRIC,
  optionalNumber,
  readDraft,
  samplePayload,
  withoutEmpty,
} from './profile-draft.js';
import { diffReading } from '../../parts/diff/payload-diff.js';
import { readPayload } from '../../parts/diff/payload-fields.js';

const power = { ...NEW_METRIC, metric: 'power', unit: 'W', min: 0, max: 4_000 };

describe('the draft of a profile', () => {
  it('comes back from the JSON view as it was', () => {
    const draft = { name: 'Meter', lifetime: 'raw-90d', metrics: [power] } as const;
    expect(readDraft(draftText(draft))).toEqual(draft);
  });

  it.each([
    ['{', /not JSON/],
    ['[]', /not a JSON object/],
    ['{"name":"a","lifetime":"for ever","metrics":[]}', /lifetime/],
    ['{"name":"a","lifetime":"history","metrics":[{"metric":"a"}]}', /metrics’ 0/],
  ])('says what is wrong with %s', (text, problem) => {
    expect(readDraft(text)).toMatch(problem);
  });

  it.each([
    [{ metric: 'Power' }, /small letter/],
    [{ unit: ' ' }, /unit/],
    [{ min: 5, max: 1 }, /above/],
    [{ stalenessSeconds: Number.NaN }, /stale/],
  ])('finds the fault in %j', (change, fault) => {
    const metric = { ...power, ...change };
    expect(metricFault(metric, [metric])).toMatch(fault);
  });

  it('finds two metrics of one name, and none in one that is right', () => {
    expect(metricFault(power, [power, { ...power }])).toMatch(/two/);
    expect(metricFault(power, [power])).toBeUndefined();
  });

  it('leaves out what is empty', () => {
    expect(withoutEmpty({ ...NEW_METRIC, min: undefined })).toEqual(NEW_METRIC);
    expect(['', ' ', 'x', '0', '-1.5'].map(optionalNumber)).toEqual([undefined, undefined, undefined, 0, -1.5]);
  });
});

describe('a payload to try a profile with', () => {
  it('fits it, whatever its metrics are', () => {
    const metrics = [
      power,
      { ...NEW_METRIC, metric: 'on', type: 'boolean' },
      { ...NEW_METRIC, metric: 'mode', type: 'string', states: ['idle', 'run'] },
      { ...NEW_METRIC, metric: 'cells', type: 'number[]', min: 2.5, max: 4.2 },
      { ...NEW_METRIC, metric: 'rssi', keyPath: ['wifi', 'signal'], max: -1 },
      { ...NEW_METRIC, metric: 'heat', unit: 'Cel', scale: 0.1, offset: -40, min: -40, max: 85 },
    ] as const;
    const payload = readPayload(samplePayload(metrics));
    if ('problem' in payload) throw new Error(payload.problem);
    const fields = payload.readings.flatMap((reading) => diffReading(reading, metrics));
    expect(fields.map(({ metric, verdict }) => `${metric?.metric} ${verdict}`)).toEqual(
      metrics.map(({ metric }) => `${metric} fits`),
    );
  });
});

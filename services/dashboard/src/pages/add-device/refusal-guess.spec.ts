import { describe, expect, it } from '@jest/globals';
import { guessOf } from './refusal-guess.js';

const gauge = { kind: 'gauge', type: 'number', stalenessSeconds: 60 } as const;
const metrics = [
  { ...gauge, metric: 'temperature', unit: 'Cel', min: -40, max: 85 },
  { ...gauge, metric: 'pressure', unit: 'hPa', min: 300, max: 1_100 },
] as const;

describe('the guess about a refused value', () => {
  it('is the metric whose name is near', () => {
    expect(guessOf({ metric: 'temp', value: '21' }, metrics)).toBe('Perhaps ‘temperature’ is meant.');
  });

  it('is another unit, where a common factor brings it into the range', () => {
    expect(guessOf({ metric: 'pressure', value: '101325' }, metrics)).toMatch(/such as Pa for hPa/);
  });

  it('is a number in quotes', () => {
    expect(guessOf({ metric: 'temperature', value: '"21.5"' }, metrics)).toMatch(/number in quotes/);
  });

  it('is none where nothing is near, or where the reason names no metric', () => {
    expect(guessOf({ metric: 'frobnicator', value: '1' }, metrics)).toBeUndefined();
    expect(guessOf({ metric: 'temperature', value: '[cut …' }, metrics)).toBeUndefined();
    expect(guessOf({}, metrics)).toBeUndefined();
  });
});

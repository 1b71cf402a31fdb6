import { describe, expect, it } from '@jest/globals';
import { axisTimes, knownZone, metricWords, momentText } from './chart-words.js';

const HOUR_MS = 3_600_000;

describe('metrics for people', () => {
  it('are words', () => {
    expect(metricWords('stateOfCharge')).toBe('State of charge');
  });
});

describe('times for people', () => {
  const midnight = Date.UTC(2024, 10, 20, 23);

  it('are those of the zone, not those of the reader', () => {
    expect(momentText(midnight, 'Europe/Berlin', HOUR_MS)).toBe('21 Nov, 00:00:00');
    expect(momentText(midnight, 'UTC', HOUR_MS)).toBe('20 Nov, 23:00:00');
  });

  it('name the day on an axis once, and where another begins', () => {
    const splits = [-1, 0, 1].map((hours) => midnight + hours * HOUR_MS);
    expect(axisTimes(splits, HOUR_MS, 'Europe/Berlin')).toEqual(['23:00\n20 Nov', '00:00\n21 Nov', '01:00']);
  });

  it('are UTC where the browser does not know the zone', () => {
    expect([knownZone('Mars/Olympus'), knownZone('Asia/Kolkata')]).toEqual(['UTC', 'Asia/Kolkata']);
  });
});

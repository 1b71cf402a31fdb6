import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromLocalField, toLocalField } from './zone-time.js';

const MINUTE_MS = 60_000;

describe('a time of the site in a field', () => {
  it('is the wall clock there', () => {
    expect(toLocalField(Date.UTC(2024, 10, 21, 23, 5), 'Asia/Kolkata')).toBe('2024-11-22T04:35');
    expect(fromLocalField('2024-11-22T04:35', 'Asia/Kolkata')).toBe(Date.UTC(2024, 10, 21, 23, 5));
  });

  it('shows the same again when it is read back, in summer and winter', () => {
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland');
    const minute = fc.integer({ min: Date.UTC(2000, 0) / MINUTE_MS, max: Date.UTC(2040, 0) / MINUTE_MS });
    fc.assert(
      fc.property(zone, minute, (name, minutes) => {
        const text = toLocalField(minutes * MINUTE_MS, name);
        expect(toLocalField(fromLocalField(text, name) ?? 0, name)).toBe(text);
      }),
    );
  });

  it.each(['', 'yesterday', '2024-13-01T00:00'])('is none for "%s"', (text) => {
    expect(fromLocalField(text, 'UTC')).toBeUndefined();
  });
});

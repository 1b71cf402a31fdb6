import { describe, expect, it } from '@jest/globals';
import { isCurrency } from './currency.js';
import { parseTimeZone } from './time-zone.js';

describe('parseTimeZone', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['UTC', 'UTC'],
  ])('takes %s as %s', (text, expected) => {
    expect(parseTimeZone(text)).toBe(expected);
  });

  it.each(['', '+01:00', 'Europe/Atlantis', 'Berlin', 'Europe/Berlin ', "Europe/Berlin'; --"])('refuses %j', (text) => {
    expect(parseTimeZone(text)).toBeUndefined();
  });
});

describe('isCurrency', () => {
  it('knows the codes in use and no others', () => {
    expect(['EUR', 'USD', 'CNY', 'INR'].map(isCurrency)).toEqual([true, true, true, true]);
    expect(['eur', 'EURO', 'ZZZ', ''].map(isCurrency)).toEqual([false, false, false, false]);
  });
});

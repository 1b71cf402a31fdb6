import { describe, expect, it } from '@jest/globals';
import { agoText, countText, numberText, rateText, timeText, unitText, valueText } from './format.js';

describe('what people read', () => {
  it.each([
    ['ug/m3', 'µg/m³'],
    ['Cel', '°C'],
    ['1', ''],
    ['Ohm', 'Ω'],
    ['W/m2', 'W/m²'],
    ['kW.h', 'kW·h'],
    ['[ppb]', 'ppb'],
    ['V', 'V'],
    ['L/h', 'L/h'],
  ])('is the unit %s as %j', (ucum, text) => {
    expect(unitText(ucum)).toBe(text);
  });

  it.each([
    [48.23456, '48.23'],
    [0.000123456, '0.0001235'],
    [123_456.7, '123,457'],
    [1_234, '1,234'],
    [0, '0'],
  ])('is the number %d as %s', (value, text) => {
    expect(numberText(value)).toBe(text);
  });

  it('is a value with its unit, whatever its type', () => {
    expect(valueText(48.2, 'V')).toBe('48.2 V');
    expect(valueText(90, 'deg')).toBe('90°');
    expect(valueText(true)).toBe('yes');
    expect(valueText('charging')).toBe('charging');
    expect(valueText([3.31, 3.29, 3.3], 'V')).toBe('3 × 3.29 to 3.31 V');
    expect(valueText([])).toBe('none');
  });

  it('is how long ago something was, and nothing ahead of time for a clock that is a little off', () => {
    expect(agoText(1_000, 1_500)).toBe('just now');
    expect(agoText(10_000, 1_000)).toBe('just now');
    expect(agoText(0, 45_000)).toBe('45 sec. ago');
    expect(agoText(0, 3 * 60_000 + 59_000)).toBe('3 min. ago');
    expect(agoText(0, 49 * 3_600_000)).toBe('2 days ago');
    expect(agoText(7_200_000, 0)).toBe('in 2 hr.');
  });

  it('is a time in the zone of its site, with the zone named', () => {
    expect(timeText(Date.UTC(2026, 6, 1, 12, 0, 5), 'Europe/Berlin')).toBe('1 Jul 2026, 14:00:05 CEST');
  });

  it('is a count with its word, and a rate with its unit', () => {
    expect(countText(1, 'device')).toBe('1 device');
    expect(countText(10_000, 'device')).toBe('10,000 devices');
    expect(rateText(0.333)).toBe('0.33/s');
    expect(rateText(1_234.5)).toBe('1,235/s');
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  EARLIEST_BELIEVED_MS,
  EARLIEST_HISTORY_MS,
  FURTHEST_AHEAD_MS,
  isBelieved,
  parseDeviceTime,
  unparsableTime,
} from './measured-at.js';

const NOON = Date.UTC(2026, 4, 1, 12);

describe('the time a device gives', () => {
  it.each([
    ['ms', NOON, NOON],
    ['s', NOON / 1000, NOON],
    ['fractional s', NOON / 1000 + 0.25, NOON + 250],
    ['fractional ms', NOON + 0.4, NOON],
    ['a clock that never was set, in s', 17, 17_000],
    ['zero', 0, 0],
    ['before 1970', -1, -1000],
    ['the last second that is one', 99_999_999_999, 99_999_999_999_000],
    ['the first number that is ms', 100_000_000_000, 100_000_000_000],
  ])('reads %s', (_name, ts, expected) => {
    expect(parseDeviceTime(ts)).toBe(expected);
  });

  it.each([
    ['2026-05-01T12:00:00Z', NOON],
    ['2026-05-01t12:00:00z', NOON],
    ['2026-05-01 12:00:00Z', NOON],
    ['2026-05-01T12:00:00.25Z', NOON + 250],
    ['2026-05-01T12:00:00.123456789Z', NOON + 123],
    ['2026-05-01T12:00:00.123456789012Z', NOON + 123],
    ['2026-05-01T14:00:00+02:00', NOON],
    ['2026-05-01T17:30:00+05:30', NOON],
    ['2026-04-30T23:00:00-13:00', NOON],
    ['2026-05-01T12:00:00-00:00', NOON],
    ['2024-02-29T12:00:00Z', Date.UTC(2024, 1, 29, 12)],
    ['2000-02-29T00:00:00Z', Date.UTC(2000, 1, 29)],
    ['2016-12-31T23:59:60Z', Date.UTC(2017, 0, 1)],
    ['2017-01-01T00:59:60+01:00', Date.UTC(2017, 0, 1)],
    ['1969-12-31T23:59:59Z', -1000],
  ])('reads %s', (ts, expected) => {
    expect(parseDeviceTime(ts)).toBe(expected);
  });

  it.each([
    ['2026-02-29T12:00:00Z'],
    ['2100-02-29T12:00:00Z'],
    ['2026-02-30T12:00:00Z'],
    ['2026-04-31T12:00:00Z'],
    ['2026-13-01T12:00:00Z'],
    ['2026-00-01T12:00:00Z'],
    ['2026-01-00T12:00:00Z'],
    ['2026-01-32T12:00:00Z'],
    ['2026-05-01T24:00:00Z'],
    ['2026-05-01T12:60:00Z'],
    ['2026-05-01T12:00:61Z'],
    ['2026-05-01T12:00:60Z'],
    ['2026-05-01T12:00:00'],
    ['2026-05-01T12:00:00+24:00'],
    ['2026-05-01T12:00:00+0200'],
    ['2026-05-01T12:00Z'],
    ['2026-05-01T12:00:00.Z'],
    ['2026-05-01'],
    ['26-05-01T12:00:00Z'],
    ['+002026-05-01T12:00:00Z'],
    [' 2026-05-01T12:00:00Z'],
    ['2026-05-01T12:00:00Z\n'],
    ['1777636800'],
    ['now'],
    [''],
  ])('does not take %j for a time', (ts) => {
    expect(parseDeviceTime(ts)).toBeUndefined();
  });

  it.each([[true], [{}], [[NOON]], [8.64e15 + 1000], [-1e17]])('does not take %j for a time', (ts) => {
    expect(parseDeviceTime(ts)).toBeUndefined();
  });

  it('reads every instant back from each of its forms', () => {
    const instants = fc.date({ min: new Date('2001-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, offset) => {
        const ms = date.getTime();
        const local = new Date(ms + offset * 60_000).toISOString().slice(0, -1);
        const zone = `${String(Math.floor(Math.abs(offset) / 60)).padStart(2, '0')}:${String(Math.abs(offset) % 60).padStart(2, '0')}`;
        expect(parseDeviceTime(ms)).toBe(ms);
        expect(parseDeviceTime(ms / 1000)).toBe(ms);
        expect(parseDeviceTime(`${local}${offset < 0 ? '-' : '+'}${zone}`)).toBe(ms);
      }),
    );
  });

  it('is always a whole number of ms, which the store and the record can hold', () => {
    fc.assert(
      fc.property(fc.oneof(fc.double(), fc.string(), fc.jsonValue()), (ts) => {
        const ms = parseDeviceTime(ts);
        expect(ms === undefined || Number.isSafeInteger(ms)).toBe(true);
      }),
    );
  });

  it('says what would be right when it cannot be read', () => {
    expect(unparsableTime('tomorrow')).toMatchObject({ rule: 'unparsable-time', metric: 'ts', value: '"tomorrow"' });
  });
});

describe('belief in a device’s time', () => {
  it('begins with 2015', () => {
    expect(isBelieved(EARLIEST_BELIEVED_MS, NOON)).toBe(true);
    expect(isBelieved(EARLIEST_BELIEVED_MS - 1, NOON)).toBe(false);
    expect(EARLIEST_BELIEVED_MS).toBe(Date.parse('2015-01-01T00:00:00Z'));
  });

  it('goes back to the first number that is ms where the site keeps history, and no further', () => {
    expect(isBelieved(Date.UTC(2004, 2, 10, 18), NOON, true)).toBe(true);
    expect(isBelieved(EARLIEST_HISTORY_MS, NOON, true)).toBe(true);
    expect(isBelieved(EARLIEST_HISTORY_MS - 1, NOON, true)).toBe(false);
    expect(isBelieved(NOON + FURTHEST_AHEAD_MS + 1, NOON, true)).toBe(false);
    expect(parseDeviceTime(EARLIEST_HISTORY_MS)).toBe(EARLIEST_HISTORY_MS);
  });

  it('ends ten minutes ahead', () => {
    expect(isBelieved(NOON + FURTHEST_AHEAD_MS, NOON)).toBe(true);
    expect(isBelieved(NOON + FURTHEST_AHEAD_MS + 1, NOON)).toBe(false);
    expect(FURTHEST_AHEAD_MS).toBe(600_000);
  });
});

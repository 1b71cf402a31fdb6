import { describe, expect, it } from '@jest/globals';
import { replayClock, type TimedRow } from './replay-time.js';

const fields = (row: Readonly<Record<string, string>>, index = 0, externalId = 'device'): TimedRow => ({
  field: (column) => row[column] ?? '',
  externalId,
  index,
});

const started = (start: string, zone: string, startFormat = 'M/d/yyyy h:mm:ss a') => {
  const clock = replayClock({
    kind: 'start-and-elapsed',
    startColumn: 'at',
    startFormat,
    elapsedSecondsColumn: 's',
    zone,
  });
  return (seconds: string): number => clock(fields({ at: start, s: seconds }));
};

const hourly = (zone: string) => {
  const clock = replayClock({ kind: 'local-hour', year: 'y', month: 'm', day: 'd', hour: 'h', zone });
  return (y: number, m: number, d: number, h: number): number =>
    clock(fields({ y: String(y), m: String(m), d: String(d), h: String(h) }));
};

describe('time of a recorded row', () => {
  it('reads twelve o’clock of a US timestamp as midnight in AM and noon in PM', () => {
    expect(started('3/20/2017 12:00:01 AM', 'America/Chicago')('0')).toBe(Date.parse('2017-03-20T00:00:01-05:00'));
    expect(started('3/20/2017 12:00:01 PM', 'America/Chicago')('0')).toBe(Date.parse('2017-03-20T12:00:01-05:00'));
  });

  it('takes daylight saving from the date', () => {
    expect(started('1/20/2017 1:43:49 AM', 'America/Chicago')('0')).toBe(Date.parse('2017-01-20T01:43:49-06:00'));
    expect(started('3/20/2017 1:43:49 AM', 'America/Chicago')('0')).toBe(Date.parse('2017-03-20T01:43:49-05:00'));
  });

  it('counts elapsed seconds to the millisecond, across the hour that daylight saving skips', () => {
    const at = started('3/12/2017 1:59:59 AM', 'America/Chicago');
    expect(at('0.00')).toBe(Date.parse('2017-03-12T01:59:59-06:00'));
    expect(at('1.29')).toBe(Date.parse('2017-03-12T03:00:00.290-05:00'));
  });

  it('keeps the first row’s start for all rows', () => {
    const clock = replayClock({
      kind: 'start-and-elapsed',
      startColumn: 'at',
      startFormat: 'M/d/yyyy h:mm:ss a',
      elapsedSecondsColumn: 's',
      zone: 'UTC',
    });
    expect(clock(fields({ at: '3/20/2017 1:00:00 AM', s: '0' }))).toBe(Date.parse('2017-03-20T01:00:00Z'));
    expect(clock(fields({ at: '3/20/2017 9:00:00 PM', s: '0.1' }))).toBe(Date.parse('2017-03-20T01:00:00.100Z'));
  });

  it('counts back from the next row where the first could not be read', () => {
    const time = { startColumn: 'at', startFormat: 'M/d/yyyy h:mm:ss a', elapsedSecondsColumn: 's', zone: 'UTC' };
    const clock = replayClock({ kind: 'start-and-elapsed', ...time });
    const second = { ...fields({ at: '3/20/2017 1:00:10 AM', s: '10' }), index: 1 };
    const third = { ...fields({ at: '3/20/2017 1:00:10 AM', s: '10.5' }), index: 2 };
    expect([clock(second), clock(third)]).toEqual(
      ['2017-03-20T01:00:10Z', '2017-03-20T01:00:10.500Z'].map((text) => Date.parse(text)),
    );
  });

  it('puts hours of Shanghai eight hours before those of UTC, all year', () => {
    expect(hourly('Asia/Shanghai')(2016, 3, 1, 0)).toBe(Date.parse('2016-02-29T16:00:00Z'));
    expect(hourly('Asia/Shanghai')(2016, 7, 1, 12)).toBe(Date.parse('2016-07-01T04:00:00Z'));
  });

  it('takes the earlier of two hours of the same name', () => {
    expect(hourly('America/Chicago')(2016, 11, 6, 1)).toBe(Date.parse('2016-11-06T01:00:00-05:00'));
  });

  it('refuses an hour that daylight saving skipped', () => {
    expect(() => hourly('America/Chicago')(2017, 3, 12, 2)).toThrow('2017-03-12 02:00 never was in America/Chicago');
  });

  it('refuses what is no date, no number or no zone, naming column and content', () => {
    expect(() => hourly('Asia/Shanghai')(2016, 2, 30, 0)).toThrow('2016-2-30 0 h is no date and hour');
    expect(() => hourly('Asia/Nowhere')(2016, 2, 1, 0)).toThrow("'Asia/Nowhere' is no IANA time zone");
    expect(() => started('20.3.2017 01:00', 'UTC')('0')).toThrow("column 'at' holds '20.3.2017 01:00'");
    expect(() => started('3/20/2017 1:00:00 AM', 'UTC')('')).toThrow("column 's' holds '', expected seconds");
  });

  it('reads a local time in the form declared, months and days without a leading zero too', () => {
    const at = replayClock({ kind: 'local', column: 't', format: 'yyyy/M/d H:mm', zone: 'Etc/GMT-1' });
    expect(at(fields({ t: '2004/3/28 2:00' }))).toBe(Date.parse('2004-03-28T01:00:00Z'));
    expect(() => at(fields({ t: '28.3.2004' }))).toThrow(
      "column 't' holds '28.3.2004', expected a time like yyyy/M/d H:mm",
    );
  });

  it('follows the clocks through the year, row by row', () => {
    const at = replayClock({ kind: 'local', column: 't', format: 'yyyy-MM-dd HH:mm', zone: 'America/Chicago' });
    const rows = ['2017-03-12 01:59', '2017-03-12 03:00', '2017-11-05 00:59', '2017-11-05 02:00'];
    expect(rows.map((t) => new Date(at(fields({ t }))).toISOString())).toEqual([
      '2017-03-12T07:59:00.000Z',
      '2017-03-12T08:00:00.000Z',
      '2017-11-05T05:59:00.000Z',
      '2017-11-05T08:00:00.000Z',
    ]);
  });

  it('reads seconds since 1970 to the millisecond', () => {
    const at = replayClock({ kind: 'epoch-seconds', column: 't' });
    expect(at(fields({ t: '1364323939.012' }))).toBe(1_364_323_939_012);
    expect(() => at(fields({ t: 'now' }))).toThrow("column 't' holds 'now', expected seconds");
  });

  it('counts from a declared start: seconds, a counter of each device’s own, or equal steps', () => {
    const start = '2019-03-01T00:00:00Z';
    const from = Date.parse(start);
    const elapsed = replayClock({ kind: 'declared-start', start, elapsedSecondsColumn: 's', reason: 'test' });
    expect([elapsed(fields({ s: '1.0' })), elapsed(fields({ s: '2.1' }))]).toEqual([from + 1000, from + 2100]);
    const uptime = replayClock({
      kind: 'declared-start',
      start,
      elapsedSecondsColumn: 's',
      from: 'first-row-of-device',
      reason: 'test',
    });
    const rows = [fields({ s: '500' }, 0, 'a'), fields({ s: '90' }, 1, 'b'), fields({ s: '507' }, 2, 'a')];
    expect(rows.map(uptime)).toEqual([from, from, from + 7000]);
    const step = replayClock({ kind: 'declared-step', start, stepSeconds: 3600, reason: 'test' });
    expect([step(fields({}, 0)), step(fields({}, 24))]).toEqual([from, from + 86_400_000]);
  });
});

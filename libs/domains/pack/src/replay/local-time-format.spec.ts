import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { localTimeReader } from './local-time-format.js';

const FORMATS = ['yyyy-MM-dd HH:mm:ss', 'yyyy/M/d H:mm', 'dd.MM.yyyy HH:mm', 'M/d/yyyy h:mm:ss a', 'yyyy-M-d H'];

describe('a local time as text', () => {
  it('is read as Luxon reads it, in every format of a recording', () => {
    const time = fc.integer({ min: Date.UTC(1970, 0), max: Date.UTC(2100, 0) });
    fc.assert(
      fc.property(time, fc.constantFrom(...FORMATS), (at, format) => {
        const text = DateTime.fromMillis(at, { zone: 'utc', locale: 'en-US' }).toFormat(format);
        const expected = DateTime.fromFormat(text, format, { zone: 'utc', locale: 'en-US' }).toMillis();
        expect(localTimeReader(format)(text)).toBe(expected);
      }),
    );
  });

  it('is refused where the calendar or the clock has no such time, or the text is of another form', () => {
    const read = localTimeReader('yyyy-MM-dd HH:mm:ss');
    expect(read('2024-02-29 23:59:59')).toBe(Date.UTC(2024, 1, 29, 23, 59, 59));
    for (const text of [
      '2023-02-29 00:00:00',
      '2023-04-31 00:00:00',
      '2023-00-10 00:00:00',
      '2023-13-01 00:00:00',
      '2023-01-01 24:00:00',
      '2023-01-01 00:60:00',
      '2023-01-01 00:00:60',
      '2023-1-01 00:00:00',
      '2023-01-01T00:00:00',
      '2023-01-01 00:00:00 ',
      '',
    ]) {
      expect([text, read(text)]).toEqual([text, undefined]);
    }
    const us = localTimeReader('M/d/yyyy h:mm:ss a');
    expect([us('1/1/2020 0:00:00 AM'), us('1/1/2020 13:00:00 PM'), us('1/1/2020 1:00:00')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('takes a point in a format for a point', () => {
    expect(localTimeReader('dd.MM.yyyy HH:mm')('01-07-2018 00:00')).toBeUndefined();
  });
});

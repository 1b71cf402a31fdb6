import { describe, expect, it } from '@jest/globals';
import { ulidAsUuid, ulidBytes } from './ulid-bytes.js';

describe('ulidBytes', () => {
  it.each([
    ['00000000000000000000000000', '00000000-0000-0000-0000-000000000000'],
    ['7ZZZZZZZZZZZZZZZZZZZZZZZZZ', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
    ['01ARZ3NDEKTSV4RRFFQ69G5FAV', '01563e3a-b5d3-d676-4c61-efb99302bd5b'],
  ])('writes %s as %s', (ulid, uuid) => {
    expect(ulidAsUuid(ulid)).toBe(uuid);
    expect(ulidBytes(ulid)).toHaveLength(16);
  });

  it.each([
    '',
    '8ZZZZZZZZZZZZZZZZZZZZZZZZZ',
    '01ARZ3NDEKTSV4RRFFQ69G5FA',
    '01ARZ3NDEKTSV4RRFFQ69G5FAU',
    '01arz3ndektsv4rrffq69g5fav',
  ])('refuses %j', (text) => {
    expect(() => ulidBytes(text)).toThrow(RangeError);
  });
});

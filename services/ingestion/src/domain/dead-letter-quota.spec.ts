import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DEAD_LETTER_LIMITS, DeadLetterQuota } from './dead-letter-quota.js';

/** What a row costs beside its payload. */
const ROW = 512;

describe('the dead-letter quota', () => {
  it('is full to the last byte for a device, with what each row costs', () => {
    const quota = new DeadLetterQuota({ deviceBytes: 2 * (100 + ROW), siteBytes: 1e6 });
    expect([quota.take('d', 's', 100), quota.take('d', 's', 100), quota.take('d', 's', 0)]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('counts empty payloads too, so that rows are bounded', () => {
    const quota = new DeadLetterQuota({ deviceBytes: 10 * ROW, siteBytes: 1e6 });
    const taken = Array.from({ length: 20 }, () => quota.take('d', 's', 0));
    expect(taken.filter(Boolean)).toHaveLength(10);
  });

  it('of one device leaves another device its own', () => {
    const quota = new DeadLetterQuota({ deviceBytes: 100 + ROW, siteBytes: 1e6 });
    expect([quota.take('a', 's', 100), quota.take('a', 's', 1), quota.take('b', 's', 100)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('of a site is shared by its devices, and another site has its own', () => {
    const quota = new DeadLetterQuota({ deviceBytes: 1e6, siteBytes: 100 + ROW });
    expect([quota.take('a', 's', 100), quota.take('b', 's', 100), quota.take('c', 't', 100)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('takes nothing from the device when the site has no room, and the other way round', () => {
    const quota = new DeadLetterQuota({ deviceBytes: 1000 + ROW, siteBytes: 1000 + ROW });
    expect(quota.take('a', 's', 1001)).toBe(false);
    expect(quota.take('a', 's', 1000)).toBe(true);
  });

  it('goes on from what is used already, and forgets it when told to', () => {
    const quota = new DeadLetterQuota({ deviceBytes: 1000 + ROW, siteBytes: 1e6 });
    expect(quota.knows('a')).toBe(false);
    quota.set('a', 1000);
    expect(quota.knows('a')).toBe(true);
    expect(quota.take('a', 's', 1)).toBe(false);
    quota.forget();
    expect(quota.knows('a')).toBe(false);
    expect(quota.take('a', 's', 1)).toBe(true);
  });

  it('is never exceeded', () => {
    const attempts = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(3000)), { maxLength: 200 });
    fc.assert(
      fc.property(attempts, (messages) => {
        const quota = new DeadLetterQuota({ deviceBytes: 10_000, siteBytes: 20_000 });
        const used = new Map<string, number>();
        for (const [device, size] of messages) {
          if (!quota.take(device, 's', size)) continue;
          for (const id of [device, 's']) used.set(id, (used.get(id) ?? 0) + size + ROW);
        }
        expect(used.get('s') ?? 0).toBeLessThanOrEqual(20_000);
        for (const id of ['a', 'b', 'c']) expect(used.get(id) ?? 0).toBeLessThanOrEqual(10_000);
      }),
    );
  });

  it('leaves a device room for one payload of the largest size', () => {
    expect(DEAD_LETTER_LIMITS.deviceBytes).toBeGreaterThan(65_536 + ROW);
  });
});

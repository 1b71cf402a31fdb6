import { describe, expect, it } from '@jest/globals';
import type { ReadingHead } from '@fieldline/contracts';
import { RecentWindow } from './recent-window.js';

const NOON = Date.UTC(2026, 4, 1, 12);
const MINUTE = 60_000;

function head(change: Partial<ReadingHead> = {}): ReadingHead {
  return {
    tenantId: 'default',
    siteId: '01HZZZZZZZZZZZZZZZZZZZZZS0',
    deviceId: '01HZZZZZZZZZZZZZZZZZZZZZD0',
    profileId: 'p',
    profileVersion: 1,
    lifetime: 'raw-30d',
    source: 'mqtt',
    runId: '01HZZZZZZZZZZZZZZZZZZZZZR0',
    n: 1,
    measuredAt: NOON,
    receivedAt: NOON,
    quality: 'arrival-time',
    boot: null,
    seq: null,
    deviceTime: null,
    refusedValues: 0,
    identity: 1,
    trace: null,
    ...change,
  };
}

/** Whether the second is taken for the first sent again. */
function repeats(first: Partial<ReadingHead>, second: Partial<ReadingHead>): boolean {
  const window = RecentWindow.empty();
  expect(window.repeats(head(first))).toBe(false);
  return window.repeats(head(second));
}

describe('readings without a trusted time', () => {
  it('are recognised by their count', () => {
    expect(repeats({ seq: 1 }, { seq: 1, receivedAt: NOON + MINUTE })).toBe(true);
    expect(repeats({ seq: 1, boot: 'b' }, { seq: 1, boot: 'b' })).toBe(true);
  });

  it('are recognised by the time that was not believed', () => {
    expect(repeats({ deviceTime: 5000 }, { deviceTime: 5000, receivedAt: NOON + MINUTE })).toBe(true);
  });

  it.each([
    ['another count', { seq: 1 }, { seq: 2 }],
    ['another boot', { seq: 1, boot: 'a' }, { seq: 1, boot: 'b' }],
    ['other values with the same count', { seq: 1, identity: 1 }, { seq: 1, identity: 2 }],
    ['another time', { deviceTime: 5000 }, { deviceTime: 6000 }],
    ['other values with the same time', { deviceTime: 5000, identity: 1 }, { deviceTime: 5000, identity: 2 }],
    ['a count where a time was', { deviceTime: 7 }, { seq: 7 }],
  ])('are new with %s', (_name, first, second) => {
    expect(repeats(first, second)).toBe(false);
  });

  it('with neither count nor time cannot be told from new ones', () => {
    expect(repeats({}, {})).toBe(false);
  });

  it('are new when the same count comes more than ten minutes later, as after a restart of the device', () => {
    expect(repeats({ seq: 1 }, { seq: 1, receivedAt: NOON + 10 * MINUTE })).toBe(true);
    expect(repeats({ seq: 1 }, { seq: 1, receivedAt: NOON + 10 * MINUTE + 1 })).toBe(false);
  });

  it('do not stay repetitions for ever by being repeated', () => {
    const window = RecentWindow.empty();
    const at = (minutes: number): boolean => window.repeats(head({ seq: 1, receivedAt: NOON + minutes * MINUTE }));
    expect([at(0), at(9), at(18), at(27)]).toEqual([false, true, false, true]);
  });

  it('are remembered to a number of 1,024, the latest', () => {
    const window = RecentWindow.empty();
    for (let seq = 0; seq < 1_025; seq += 1) window.repeats(head({ seq }));
    expect(window.repeats(head({ seq: 1 }))).toBe(true);
    expect(window.repeats(head({ seq: 1_024 }))).toBe(true);
    expect(window.repeats(head({ seq: 0 }))).toBe(false);
  });
});

describe('the window', () => {
  it('is the same after it was written and read', () => {
    const window = RecentWindow.empty();
    window.repeats(head({ seq: 1, boot: 'b' }));
    window.repeats(head({ deviceTime: 5000 }));
    const read = RecentWindow.fromJson(window.toJson());
    expect(read.toJson()).toBe(window.toJson());
    expect(read.repeats(head({ seq: 1, boot: 'b' }))).toBe(true);
    expect(read.repeats(head({ deviceTime: 5000 }))).toBe(true);
  });

  it('does not notice what its copy learns', () => {
    const window = RecentWindow.empty();
    const copy = window.copy();
    copy.repeats(head({ seq: 1 }));
    expect(window.repeats(head({ seq: 1 }))).toBe(false);
  });
});

describe('a reading that was a dead letter', () => {
  const replay = (receivedAt: number): ReadingHead => head({ source: 'replay', seq: 5, receivedAt });

  it('is a repetition of one that was sent about when it was, and of no later one', () => {
    const window = RecentWindow.empty();
    expect(window.repeats(head({ seq: 5 }))).toBe(false);
    expect(window.repeats(replay(NOON - MINUTE))).toBe(true);
    expect(window.repeats(replay(NOON - 11 * MINUTE))).toBe(false);
    expect(window.repeats(replay(NOON - 10 * MINUTE - MINUTE / 2))).toBe(true);
  });

  it('does not hide a repetition of those that come now', () => {
    const window = RecentWindow.empty();
    window.repeats(head({ seq: 5 }));
    window.repeats(replay(NOON - 60 * MINUTE));
    expect(window.repeats(head({ seq: 5, receivedAt: NOON + MINUTE }))).toBe(true);
    expect(window.repeats(head({ seq: 5, receivedAt: NOON + 11 * MINUTE }))).toBe(false);
  });
});

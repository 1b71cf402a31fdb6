import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LogUnavailableError } from '@fieldline/messaging';
import type { EmbeddedMessageBus } from './embedded-message-bus.js';
import { LogBench, readAll, record, textOf, untilTrue } from './log-bench.contract.js';
import { ManualClock } from './manual-clock.contract.js';

const READINGS = 'readings.v1';
const REFUSED = 'refused.v1';
const MIB = 1024 * 1024;

describe('a disk that takes no more', () => {
  let bench: LogBench;
  let bus: EmbeddedMessageBus;
  let clock: ManualClock;

  beforeEach(async () => {
    clock = new ManualClock();
    bench = await LogBench.make({
      topics: [READINGS, REFUSED].map((name) => ({ name, partitions: 1, cleanup: 'delete' })),
      clock,
      limits: { diskLowWaterBytes: 100 * MIB, shedFirst: [REFUSED] },
    });
    bench.disk.freeSpace = 1_000 * MIB;
    bus = await bench.open();
  });

  afterEach(async () => {
    await bench.dispose();
  });

  it('withholds while it is full and recovers by itself', async () => {
    await bus.publish([record(READINGS, 'before')]);
    bench.disk.fail(['write'], 'ENOSPC');
    await expect(bus.publish([record(READINGS, 'lost')])).rejects.toThrow(LogUnavailableError);
    expect(bus.health()).toContain('ENOSPC');
    bench.disk.heal();
    await bus.publish([record(READINGS, 'after')]);
    expect(bus.health()).toBeUndefined();
    const records = await readAll(bus, READINGS);
    expect(records.map(textOf)).toEqual(['before', 'after']);
    expect(records.map(({ offset }) => offset)).toEqual([0, 1]);
    await bus.close();
    expect((await readAll(await bench.open(), READINGS, 'other')).map(textOf)).toEqual(['before', 'after']);
  });

  it('goes on in a new segment when what was half written cannot be taken back', async () => {
    await bus.publish([record(READINGS, 'before')]);
    bench.disk.fail(['write', 'truncate'], 'ENOSPC');
    await expect(bus.publish([record(READINGS, 'lost')])).rejects.toThrow(LogUnavailableError);
    bench.disk.heal();
    await bus.publish([record(READINGS, 'after')]);
    const records = await readAll(bus, READINGS);
    expect(records.map(textOf)).toEqual(['before', 'after']);
    expect(records[1]?.offset).toBe(2);
    await bus.close();
    expect((await readAll(await bench.open(), READINGS, 'other')).map(textOf)).toEqual(['before', 'after']);
  });

  it('acknowledges nothing before its sync, and nothing whose sync failed', async () => {
    let sync: (() => void) | undefined;
    bench.disk.beforeSync = () => new Promise((resolve) => (sync = resolve));
    let acknowledged = false;
    const publishing = bus.publish([record(READINGS, 'first')]).then(() => (acknowledged = true));
    await untilTrue(() => sync !== undefined);
    for (let turn = 0; turn < 50; turn += 1) await new Promise<void>((resolve) => clock.defer(resolve));
    expect(acknowledged).toBe(false);
    sync?.();
    await publishing;
    bench.disk.beforeSync = () => Promise.resolve();
    bench.disk.fail(['datasync'], 'EIO');
    await expect(bus.publish([record(READINGS, 'lost')])).rejects.toThrow(LogUnavailableError);
    bench.disk.heal();
    await bus.publish([record(READINGS, 'after')]);
    expect((await readAll(bus, READINGS)).map(textOf)).toEqual(['first', 'after']);
    await bus.close();
    expect((await readAll(await bench.open(), READINGS, 'other')).map(textOf)).toEqual(['first', 'after']);
  });

  it('rejects all that waits for the partition when a write fails, and nothing of it comes later', async () => {
    bench.disk.fail(['write'], 'ENOSPC');
    const first = bus.publish([record(READINGS, '1')]);
    await Promise.resolve();
    await Promise.resolve();
    const calls = [first, ...['2', '3'].map((value) => bus.publish([record(READINGS, value)]))];
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    bench.disk.heal();
    for (const value of ['1', '2', '3']) await bus.publish([record(READINGS, value)]);
    expect((await readAll(bus, READINGS)).map(textOf)).toEqual(['1', '2', '3']);
  });

  it('is not waited for: below the low-water mark everything is refused, below twice the mark what is shed first', async () => {
    const atFreeSpace = async (mib: number): Promise<void> => {
      bench.disk.freeSpace = mib * MIB;
      clock.advance(1_000);
      await untilTrue(() => (bus.health() === undefined) === mib >= 200);
    };
    await atFreeSpace(150);
    await bus.publish([record(READINGS, 'taken')]);
    await expect(bus.publish([record(REFUSED, 'shed')])).rejects.toThrow(/low disk space: 150 MiB free/);
    expect(bus.health()).toContain(`not taken: ${REFUSED}`);
    bench.disk.freeSpace = 99 * MIB;
    clock.advance(1_000);
    await untilTrue(() => bus.health()?.includes('nothing is taken') === true);
    await expect(bus.publish([record(READINGS, 'refused')])).rejects.toThrow(LogUnavailableError);
    expect(await bench.metrics.metrics()).toContain('fieldline_log_withheld 1');
    await atFreeSpace(300);
    await bus.publish([record(READINGS, 'again')]);
    await bus.publish([record(REFUSED, 'again')]);
    expect((await readAll(bus, READINGS)).map(textOf)).toEqual(['taken', 'again']);
  });

  it('is said to be scarce below twice the low-water mark, and to be enough again above it', async () => {
    const atFreeSpace = async (mib: number, isScarce: boolean): Promise<void> => {
      bench.disk.freeSpace = mib * MIB;
      clock.advance(1_000);
      await untilTrue(() => bus.isSpaceScarce() === isScarce);
    };
    expect(bus.isSpaceScarce()).toBe(false);
    await atFreeSpace(199, true);
    await atFreeSpace(200, false);
    await atFreeSpace(50, true);
  });

  it('refuses what comes in the same turn as a refused call, so that it cannot overtake', async () => {
    bench.disk.freeSpace = 150 * MIB;
    clock.advance(1_000);
    await untilTrue(() => bus.health() !== undefined);
    const outcomes = await Promise.allSettled([
      bus.publish([record(REFUSED, '1'), record(READINGS, '1')]),
      bus.publish([record(READINGS, '2')]),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await new Promise<void>((resolve) => clock.defer(resolve));
    await bus.publish([record(READINGS, '1')]);
  });
});

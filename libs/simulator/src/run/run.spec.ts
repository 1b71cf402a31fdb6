import { describe, expect, it } from '@jest/globals';
import { clock1970 } from '../faults/clock-1970.js';
import { FIXTURE_METRICS, fixtureDevice } from '../fleet/fixture-fleet.contract.js';
import { DeviceScript } from '../sender/device-script.js';
import { runLive } from './run-live.js';
import { testSenders, TestLine, VirtualClock } from './run-rig.contract.js';
import { sendHistory } from './send-history.js';
import { Sender } from './sender.js';

const never = new AbortController().signal;
const MINUTE_MS = 60_000;

interface SentReading {
  readonly ts: number;
  readonly seq: number;
}

const readingsOf = (line: TestLine): SentReading[] =>
  line.heard.flatMap(({ payload }) => JSON.parse(payload) as SentReading | SentReading[]);

async function live(clock: VirtualClock, senders: readonly { sender: Sender }[], durationMs: number, storms = false) {
  const parts = { senders: senders.map(({ sender }) => sender), clock, durationMs, storms, signal: never };
  return clock.until(runLive({ ...parts, onTick: () => undefined }));
}

describe('a live run', () => {
  it('sends each device’s readings at its own times, spread over the interval', async () => {
    const clock = new VirtualClock();
    const senders = testSenders(clock, { count: 100, intervalMs: 10_000 });
    await live(clock, senders, MINUTE_MS);
    const perSecond = new Array<number>(60).fill(0);
    const startAt = clock.now() - MINUTE_MS;
    for (const { line } of senders) {
      expect(line.heard).toHaveLength(6);
      for (const { at } of line.heard) perSecond[Math.floor((at - startAt) / 1000)]! += 1;
      for (const [i, { ts, seq }] of readingsOf(line).entries()) {
        expect([seq, ts - readingsOf(line)[0]!.ts]).toEqual([i, i * 10_000]);
      }
    }
    expect(Math.max(...perSecond)).toBeLessThanOrEqual(12);
  });

  it('holds ten unacknowledged messages at most while the server is away, skips what it would measure, and counts it', async () => {
    const clock = new VirtualClock();
    const [device] = testSenders(clock, { count: 1, intervalMs: 1_000 });
    device!.line.away = true;
    await live(clock, [device!], MINUTE_MS);
    expect([device!.line.heard.length, device!.line.inFlight]).toEqual([10, 10]);
    expect(device!.sender.skipped).toBe(50);
  });

  it('skips what was not measured while the process stood still, and keeps its times', async () => {
    const clock = new VirtualClock();
    const senders = testSenders(clock, { count: 1, intervalMs: 1_000 });
    let stalled = false;
    const onTick = (): void => {
      if (!stalled && senders[0]!.line.heard.length === 5) {
        stalled = true;
        clock.stall(10_000);
      }
    };
    const parts = {
      senders: senders.map(({ sender }) => sender),
      clock,
      durationMs: 20_000,
      storms: false,
      signal: never,
    };
    await clock.until(runLive({ ...parts, onTick }));
    const times = readingsOf(senders[0]!.line).map(({ ts }) => ts);
    expect(senders[0]!.sender.skipped).toBe(9);
    expect(new Set(times.map((ts) => ts % 1_000)).size).toBe(1);
    expect(times.length).toBe(20 - 9);
  });

  it('measures nothing before what a server puts at its arrival has arrived', async () => {
    const clock = new VirtualClock();
    const device = fixtureDevice(0);
    const line = new TestLine(clock, 2_500);
    const fault = {
      id: 'clock-1970',
      flag: 'clock-1970',
      chance: 1,
      column: 'clockUnsynced',
      begin: clock1970,
    } as const;
    const times = { offsetMs: 500, intervalMs: 1_000 };
    const script = new DeviceScript({
      ...{ device, metrics: FIXTURE_METRICS, seed: 1, startAt: clock.now(), boot: 1 },
      faults: [fault],
    });
    const sender = new Sender({ externalId: 'x', domain: 'x', script, line, times, faults: [fault] }, () =>
      clock.now(),
    );
    await live(clock, [{ sender }], 12_000);
    const gapsMs = line.heard.slice(1).map(({ at }, i) => at - line.heard[i]!.at);
    expect(line.heard.length).toBeGreaterThan(2);
    expect(Math.min(...gapsMs)).toBeGreaterThan(2_500);
  });

  it('drops every connection at once in a storm, when nothing is in flight', async () => {
    const clock = new VirtualClock();
    const senders = testSenders(clock, { count: 20, intervalMs: 200, ackMs: 150 });
    const dropped = await live(clock, senders, MINUTE_MS, true);
    expect(dropped).toBe(20);
    expect(senders.map(({ line }) => [line.drops, line.resent])).toEqual(senders.map(() => [1, 0]));
    expect(senders.every(({ line }) => line.heard.length > 280)).toBe(true);
  });

  it('ends when it is told to', async () => {
    const clock = new VirtualClock();
    const senders = testSenders(clock, { count: 1, intervalMs: 1_000 });
    const stop = new AbortController();
    const parts = { senders: [senders[0]!.sender], clock, durationMs: Infinity, storms: false, signal: stop.signal };
    const onTick = (): void => void (senders[0]!.line.heard.length === 3 && stop.abort());
    await clock.until(runLive({ ...parts, onTick }));
    expect(senders[0]!.line.heard).toHaveLength(3);
  });
});

describe('a history', () => {
  it('is every reading until now, in arrays, each device’s in order, none twice', async () => {
    const clock = new VirtualClock();
    const senders = testSenders(clock, { count: 50, intervalMs: 10_000 });
    let told = 0;
    const from = clock.now() - 6 * 3_600_000;
    const parts = { from, senders: senders.map(({ sender }) => sender), now: () => clock.now(), signal: never };
    await clock.until(sendHistory({ ...parts, onSent: (readings) => (told += readings) }));
    for (const { line } of senders) {
      const readings = readingsOf(line);
      expect(readings.map(({ seq }) => seq)).toEqual(readings.map((_, i) => i));
      expect(readings.every(({ ts }, i) => i === 0 || ts === readings[i - 1]!.ts + 10_000)).toBe(true);
      expect(readings[0]!.ts - from).toBeLessThan(10_000);
      expect(readings[0]!.ts).toBeGreaterThanOrEqual(from);
      expect(readings.at(-1)!.ts).toBeGreaterThan(clock.now() - 10_000);
      expect(line.heard.length).toBeLessThan(30);
      expect(Math.max(...line.heard.map(({ payload }) => payload.length))).toBeLessThan(65_536);
    }
    expect(told).toBe(senders.reduce((sum, { line }) => sum + readingsOf(line).length, 0));
  });

  it('stops when it is told to, also while it waits for an acknowledgement', async () => {
    const clock = new VirtualClock();
    const senders = testSenders(clock, { count: 2, intervalMs: 10_000 });
    for (const { line } of senders) line.away = true;
    const stop = new AbortController();
    clock.setTimer(() => stop.abort(), 1_000);
    const from = clock.now() - 3_600_000;
    const parts = { from, senders: senders.map(({ sender }) => sender), now: () => clock.now(), signal: stop.signal };
    await clock.until(sendHistory({ ...parts, onSent: () => undefined }));
    expect(senders.map(({ line }) => line.heard.length)).toEqual([1, 1]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { systemClock } from '@fieldline/platform';
import { MemoryReadingStore } from '@fieldline/testing';
import type { CliContext } from '../../shell/cli-context.js';
import { InterruptedError } from '../../shell/errors.js';
import {
  DAY_MS,
  historyOf,
  MINUTE_MS,
  rangesWithin,
  turnOf,
  type ApiBenchPlan,
  type BenchRange,
} from './api-bench-plan.js';
import { loadHistory, readingsOf } from './load-history.js';

const interrupt = new AbortController();
const context = { signal: new AbortController().signal } as CliContext;
const plan: ApiBenchPlan = { devices: 7, days: 2, points: 100, turns: 9, seconds: 1, context };
const devices = Array.from({ length: 7 }, (_, at) => ({ externalId: `d-${at}`, id: `01J0000000000000000000000${at}` }));
const history = historyOf(plan, Date.UTC(2026, 5, 15, 12, 0, 30));

describe('the history of bench api', () => {
  it('ends with the last full minute and is as long as asked for', () => {
    expect(history).toEqual({ from: Date.UTC(2026, 5, 13, 12), to: Date.UTC(2026, 5, 15, 12) });
  });

  it('has one reading of each device in each of its minutes', async () => {
    const store = new MemoryReadingStore({ clock: systemClock });
    let written = 0;
    await loadHistory(store, { plan, devices, history }, (so) => (written = so));
    expect(written).toBe(readingsOf(plan));
    const minutes = Array.from({ length: 2 * 1_440 }, (_, minute) => history.from + minute * MINUTE_MS);
    for (const { id: deviceId } of devices) {
      const query = { tenantId: 'default', deviceId, metric: 'voltage', from: history.from, to: history.to };
      const { points } = await store.page(query, 10_000);
      expect(points.map(({ at }) => Math.floor(at / MINUTE_MS) * MINUTE_MS)).toEqual(minutes);
    }
  });

  it('ends where it is interrupted', async () => {
    interrupt.abort();
    const cut = { ...plan, context: { ...context, signal: interrupt.signal } };
    const store = new MemoryReadingStore({ clock: systemClock });
    await expect(loadHistory(store, { plan: cut, devices, history }, () => undefined)).rejects.toThrow(
      InterruptedError,
    );
  });
});

describe('the ranges of bench api', () => {
  it('are those that the history can fill', () => {
    const names = (days: number): readonly string[] => rangesWithin({ ...plan, days }).map(({ name }) => name);
    expect(names(1)).toEqual(['hour', 'day']);
    expect(names(29)).toEqual(['hour', 'day', 'week']);
    expect(names(365)).toEqual(['hour', 'day', 'week', 'month', 'year']);
  });

  it('lie within the history, at ever other times, of all devices', () => {
    const range: BenchRange = { name: 'day', ms: DAY_MS };
    const turns = Array.from({ length: 200 }, (_, at) => turnOf(at, range, devices, history));
    expect(new Set(turns.map(({ device }) => device.id)).size).toBe(devices.length);
    expect(new Set(turns.map(({ from }) => from)).size).toBe(turns.length);
    for (const { from, to } of turns) {
      expect(to - from).toBe(DAY_MS);
      expect(from).toBeGreaterThanOrEqual(history.from);
      expect(to).toBeLessThanOrEqual(history.to);
    }
    expect(turnOf(5, { name: 'all', ms: 2 * DAY_MS }, devices, history)).toMatchObject(history);
  });
});

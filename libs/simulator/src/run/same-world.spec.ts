import { describe, expect, it } from '@jest/globals';
import type { FleetDevice } from '@fieldline/domain-pack';
import { FIXTURE_METRICS, fixtureDevice } from '../fleet/fixture-fleet.contract.js';
import { TestLine, VirtualClock } from './run-rig.contract.js';
import { Simulation } from './simulation.js';

const HOUR_MS = 3_600_000;
const never = new AbortController().signal;

/** Tells how long it has lived: lives that begin at different times differ at every time. */
function ageing(index: number): FleetDevice {
  return { ...fixtureDevice(index), simulate: (from) => ({ advance: (at) => ({ energy: at - from }) }) };
}

/** What three devices tell from `passedMs` after midnight on, as `device time: values`. */
async function told(passedMs: number, historyMs: number, liveMs: number): Promise<string[]> {
  const clock = new VirtualClock();
  clock.stall(passedMs);
  const lines = new Map<string, TestLine>();
  const devices = [0, 1, 2].map((index) => {
    const device = ageing(index);
    const { externalId } = device;
    const site = { name: device.site, timeZone: 'UTC', currency: 'EUR', latitude: 0, longitude: 0 };
    return { device, domain: 'x', site, metrics: FIXTURE_METRICS, login: { externalId, username: '', password: '' } };
  });
  const openLine = ({ externalId }: { externalId: string }) => {
    lines.set(externalId, new TestLine(clock, 5));
    return Promise.resolve(lines.get(externalId) as TestLine);
  };
  const parts = { devices, openLine, clock, seed: 1, faults: new Set<string>() };
  const simulation = await Simulation.connect({ ...parts, historyFrom: clock.now() - historyMs }, never);
  await clock.until(simulation.sendHistory(never, () => undefined));
  await clock.until(simulation.live(liveMs, never, () => undefined));
  return [...lines].flatMap(([device, { heard }]) =>
    heard
      .flatMap(
        ({ payload }) => JSON.parse(payload) as { ts: number; values: object } | { ts: number; values: object }[],
      )
      .map(({ ts, values }) => `${device} ${ts}: ${JSON.stringify(values)}`),
  );
}

describe('the same seed', () => {
  it('tells the same at the same times in runs that start on one UTC day, live or as a history', async () => {
    const live = await told(2 * HOUR_MS + 1_234, 0, HOUR_MS);
    const history = await told(6 * HOUR_MS + 777, 5 * HOUR_MS, 0);
    expect(live.length).toBeGreaterThan(3 * 350);
    expect(history.length).toBeGreaterThan(3 * 1_790);
    const all = new Set(history);
    expect(live.filter((reading) => !all.has(reading))).toEqual([]);
  });

  it('begins another life on another day', async () => {
    const [first] = await told(2 * HOUR_MS, 3 * HOUR_MS, 0);
    const age = Number(/"energy":(\d+)/.exec(first as string)?.[1]);
    expect(Math.floor(age / HOUR_MS)).toBe(23);
  });
});

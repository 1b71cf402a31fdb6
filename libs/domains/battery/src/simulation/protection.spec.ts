import { describe, expect, it } from '@jest/globals';
import { chemistries } from './chemistry.js';
import { PackProtection, type Observation } from './protection.js';

const inOrder: Observation = { lowestV: 3.3, highestV: 3.32, hottestC: 25, currentA: 10 };
const protection = (): PackProtection =>
  new PackProtection(chemistries.LFP.limits, { largestChargeA: 50, largestDischargeA: 100 });
const seen = (watch: PackProtection, part: Partial<Observation>, seconds = 10): PackProtection => {
  watch.observe({ ...inOrder, ...part }, seconds);
  return watch;
};

describe('protection of a pack (B1)', () => {
  it('lets a pack in order charge and discharge', () => {
    expect(seen(protection(), {})).toMatchObject({ state: 'none', mayCharge: true, mayDischarge: true });
  });

  it('stops charging at over-voltage, until the highest cell has come down to the release', () => {
    const watch = seen(protection(), { highestV: 3.66 });
    expect(watch).toMatchObject({ state: 'over-voltage', mayCharge: false, mayDischarge: true });
    expect(seen(watch, { highestV: 3.55 }).state).toBe('over-voltage');
    expect(seen(watch, { highestV: 3.49 }).state).toBe('none');
  });

  it('stops discharging at under-voltage, until the lowest cell has risen to the release', () => {
    const watch = seen(protection(), { lowestV: 2.49 });
    expect(watch).toMatchObject({ state: 'under-voltage', mayCharge: true, mayDischarge: false });
    expect(seen(watch, { lowestV: 2.8 }).state).toBe('under-voltage');
    expect(seen(watch, { lowestV: 2.95 }).state).toBe('none');
  });

  it('stops both when a cell is too hot, until it has cooled', () => {
    const watch = seen(protection(), { hottestC: 60.5 });
    expect(watch).toMatchObject({ state: 'over-temperature', mayCharge: false, mayDischarge: false });
    expect(seen(watch, { hottestC: 51 }).state).toBe('over-temperature');
    expect(seen(watch, { hottestC: 49 }).state).toBe('none');
  });

  it.each([121, -61])('stops both at %d A, and tries again after a minute', (currentA) => {
    const watch = seen(protection(), { currentA });
    expect(watch).toMatchObject({ state: 'over-current', mayCharge: false, mayDischarge: false });
    expect(seen(watch, { currentA: 0 }, 50).state).toBe('over-current');
    expect(seen(watch, { currentA: 0 }, 10).state).toBe('none');
  });

  it('names the gravest cause, and releases each by itself', () => {
    const watch = seen(protection(), { highestV: 3.7, hottestC: 65 });
    expect(watch.state).toBe('over-temperature');
    expect(seen(watch, { highestV: 3.6, hottestC: 30 }).state).toBe('over-voltage');
  });

  it.each([
    [{ highestV: 3.61 }, 'overVoltage'],
    [{ lowestV: 2.54 }, 'underVoltage'],
    [{ currentA: 101 }, 'overCurrent'],
    [{ currentA: -51 }, 'overCurrent'],
    [{ hottestC: 56 }, 'overTemperature'],
  ] as const)('warns before it acts: %j', (part, alarm) => {
    const watch = seen(protection(), part);
    const none = { overVoltage: false, underVoltage: false, overCurrent: false, overTemperature: false };
    expect(watch.state).toBe('none');
    expect(watch.alarms({ ...inOrder, ...part })).toEqual({ ...none, [alarm]: true });
  });

  it('keeps the alarm while the protection holds', () => {
    const watch = seen(protection(), { lowestV: 2.4 });
    expect(watch.alarms({ ...inOrder, lowestV: 2.8 }).underVoltage).toBe(true);
  });
});

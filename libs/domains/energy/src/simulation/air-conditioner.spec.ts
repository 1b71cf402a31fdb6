import { describe, expect, it } from '@jest/globals';
import { AirConditioner } from './air-conditioner.js';
import { AC_FAN_POWER } from './appliances.js';
import { heatStep } from './room-heat.js';
import { STEP_MS } from './school-clock.js';

describe('the air conditioner', () => {
  it('keeps a room with people around its setpoint by running and resting, never resting less than three minutes', () => {
    const unit = new AirConditioner();
    let indoor = 28;
    const powers: number[] = [];
    for (let at = 0; at < 8 * 3_600_000; at += STEP_MS) {
      const { power, cooling } = unit.step(at, true, { indoor, outdoor: 34 });
      indoor = heatStep(indoor, { outdoor: 34, gains: 2000 - cooling, windowsOpen: false }, 30).temperature;
      powers.push(power);
      if (at > 4 * 3_600_000) expect(Math.abs(indoor - 24)).toBeLessThan(0.7);
    }
    const rests = powers
      .map((power) => (power > AC_FAN_POWER ? 'r' : '-'))
      .join('')
      .split(/r+/)
      .slice(1, -1);
    expect(rests.length).toBeGreaterThanOrEqual(5);
    for (const rest of rests) expect(rest.length * STEP_MS).toBeGreaterThanOrEqual(180_000);
  });

  it('rests as long when it is switched off and on again', () => {
    const unit = new AirConditioner();
    const hot = { indoor: 30, outdoor: 34 };
    expect(unit.step(0, true, hot).power).toBeGreaterThan(1000);
    expect(unit.step(30_000, false, hot)).toEqual({ power: 0, cooling: 0 });
    expect(unit.step(60_000, true, hot).power).toBe(AC_FAN_POWER);
    expect(unit.step(210_000, true, hot).power).toBeGreaterThan(1000);
  });
});

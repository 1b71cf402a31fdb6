import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { follow, PiController } from './controllers.js';

const SETTINGS = { gain: 0.4, integralTime: 300, min: 0, max: 1 };

describe('PI controller', () => {
  it('leaves its end as soon as the error turns, however long that was out of reach', () => {
    const controller = new PiController(SETTINGS, 0.5);
    for (let second = 0; second < 36_000; second++) controller.step(2, 1);
    expect(controller.step(2, 1)).toBe(1);
    expect(controller.step(-0.5, 1)).toBeLessThan(0.9);
  });

  it('brings a process to its setpoint against a lasting load', () => {
    const controller = new PiController(SETTINGS, 0);
    let level = 0;
    for (let second = 0; second < 7200; second++) level += 0.02 * (controller.step(1 - level, 1) - 0.35);
    expect(level).toBeCloseTo(1, 3);
  });
});

describe('following', () => {
  it('comes to the same in one step as in many', () => {
    const number = fc.double({ min: -1e3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(number, number, fc.integer({ min: 1, max: 50 }), (value, target, steps) => {
        let many = value;
        for (let step = 0; step < steps; step++) many = follow(many, target, 0.1);
        expect(many).toBeCloseTo(follow(value, target, 0.1 * steps), 6);
      }),
    );
  });
});

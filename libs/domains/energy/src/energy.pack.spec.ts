import { describe, expect, it } from '@jest/globals';
import { energyPack } from './energy.pack.js';
import { APPLIANCE_KINDS } from './simulation/appliances.js';
import { ROOM_SWITCHES } from './simulation/room-wiring.js';

describe('the energy pack', () => {
  it('shows each metric of each profile, power first', () => {
    for (const { id, metrics } of energyPack.profiles) {
      const order = energyPack.hints.find(({ profile }) => profile === id)?.order ?? [];
      expect(order[0]).toBe('power');
      expect(order.toSorted()).toEqual(metrics.map(({ metric }) => metric).toSorted());
    }
  });

  it('wires a room with every kind of appliance, no pin twice, and relays at pins that can drive one (E2, E3)', () => {
    expect(new Set(ROOM_SWITCHES.map(({ type }) => type))).toEqual(new Set(APPLIANCE_KINDS));
    const pins = ROOM_SWITCHES.flatMap(({ gpio, relayGpio }) => [gpio, relayGpio]);
    expect(new Set(pins).size).toBe(pins.length);
    // GPIO 34 to 39 of an ESP32 only read
    expect(Math.max(...ROOM_SWITCHES.map(({ relayGpio }) => relayGpio))).toBeLessThan(34);
  });

  it.each([
    ['8 digits of kWh, in W.h', 'energy', 0, 99_999_999 * 1000],
    ['16 A at 230 V + 10 %, in W', 'switchPower', 0, 16 * 230 * 1.1],
    ['what an ESP32 hears and an access point sends, in dBm', 'signalStrength', -98, 20],
    ['the voltage between phases + 10 %, in V', 'voltage', 0, 440],
  ])('takes all of what the reason of a range names: %s', (_, metric, least, most) => {
    const ranges = energyPack.profiles.flatMap(({ metrics }) => metrics.filter((one) => one.metric === metric));
    expect(ranges.length).toBeGreaterThan(0);
    for (const { min = Infinity, max = -Infinity } of ranges) {
      expect(min).toBeLessThanOrEqual(least);
      expect(max).toBeGreaterThanOrEqual(most);
    }
  });
});

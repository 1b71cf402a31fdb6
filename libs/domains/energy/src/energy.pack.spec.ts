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
});

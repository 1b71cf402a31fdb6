import { describe, expect, it } from '@jest/globals';
import { changeSwitchboard, switchFault, type SwitchConfiguration } from './switchboard-configuration.js';

const STATES = ['switch1', 'switch2'];

function switchOf(id: string, gpio: number | null, relayGpio: number): SwitchConfiguration {
  return { id, name: id, type: 'light', gpio, relayGpio };
}

describe('a switchboard’s configuration (E2)', () => {
  it('is told of every 30 s unless it says otherwise, and keeps what a change leaves out', () => {
    const device = { room: 'A1', ip: '10.0.0.5' };
    const first = changeSwitchboard(undefined, device, { switches: [] });
    expect(first).toEqual({ updateIntervalSeconds: 30, room: 'A1', ip: '10.0.0.5', switches: [] });
    const faster = changeSwitchboard(first, device, { switches: [], updateIntervalSeconds: 10, ip: null });
    expect(faster).toEqual({ ...first, updateIntervalSeconds: 10, ip: null });
    expect(changeSwitchboard(faster, device, { switches: [] }).updateIntervalSeconds).toBe(10);
  });

  it('holds its switches in one order', () => {
    const switches = ['switch10', 'switch2', 'switch1'].map((id, index) => switchOf(id, null, index));
    const { switches: sorted } = changeSwitchboard(undefined, { room: null, ip: null }, { switches });
    expect(sorted.map(({ id }) => id)).toEqual(['switch1', 'switch2', 'switch10']);
  });

  it.each([
    [
      'a switch that the profile has not',
      [switchOf('switch3', 1, 2)],
      /^switches\.0\.id: 'switch3' .* switch1, switch2$/,
    ],
    [
      'a switch twice',
      [switchOf('switch1', 1, 2), switchOf('switch1', 3, 4)],
      /^switches\.1\.id: 'switch1' stands twice/,
    ],
    [
      'two relays at one pin',
      [switchOf('switch1', 1, 16), switchOf('switch2', 2, 16)],
      /^switches\.1\.relayGpio: GPIO 16 is relayGpio of 'switch1'/,
    ],
    [
      'a button at a relay’s pin',
      [switchOf('switch1', 1, 16), switchOf('switch2', 16, 2)],
      /^switches\.1\.gpio: GPIO 16/,
    ],
    ['button and relay of one switch at one pin', [switchOf('switch1', 16, 16)], /^switches\.0\.relayGpio: GPIO 16/],
  ])('is at fault with %s', (_, switches, message) => {
    expect(switchFault(switches, STATES)).toMatch(message);
  });

  it('is in order with a pin for each, and without buttons', () => {
    expect(switchFault([switchOf('switch1', 1, 2), switchOf('switch2', 3, 4)], STATES)).toBeUndefined();
    expect(switchFault([switchOf('switch1', null, 2), switchOf('switch2', null, 4)], STATES)).toBeUndefined();
  });
});

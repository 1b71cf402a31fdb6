import { describe, expect, it } from '@jest/globals';
import {
  changeSwitchboard,
  switchFault,
  switchMetrics,
  wiringFault,
  type SwitchConfiguration,
} from './switchboard-configuration.js';

const STATES = ['switch1', 'switch2'];

function switchOf(id: string, gpio: number | null, relayGpio: number): SwitchConfiguration {
  return { id, name: id, type: 'light', gpio, relayGpio };
}

describe('a switchboard’s configuration (E2)', () => {
  it('is told of every 30 s unless it says otherwise, and keeps what a change leaves out', () => {
    const device = { room: 'A1', ip: '10.0.0.5' };
    const first = changeSwitchboard(undefined, device, { switches: [] });
    expect(first).toEqual({ updateIntervalSeconds: 30, chip: null, room: 'A1', ip: '10.0.0.5', switches: [] });
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

  it('has switches where its profile tells of switch1, switch2 …, on or off, and nowhere else', () => {
    const metric = (name: string, type = 'boolean') => ({ metric: name, kind: 'state', type });
    const metrics = [metric('switch1'), metric('switch12'), metric('occupied'), metric('switch2', 'string')];
    expect(switchMetrics([...metrics, metric('switch0'), metric('switches')])).toEqual(['switch1', 'switch12']);
  });

  it.each([
    ['esp32', 6, 'belongs to the flash'],
    ['esp32', 11, 'belongs to the flash'],
    ['esp32', 34, 'only reads'],
    ['esp32', 39, 'only reads'],
    ['esp32', 20, 'is no pin'],
    ['esp32', 40, 'is no pin'],
    ['esp32-s3', 22, 'is no pin'],
    ['esp32-s3', 32, 'belongs to the flash'],
    ['esp32-c3', 12, 'belongs to the flash'],
    ['esp32-c3', 22, 'is no pin'],
    [null, 24, 'is no pin'],
    [null, 31, 'is no pin'],
  ] as const)('is at fault when a relay of %s hangs on GPIO %i', (chip, pin, why) => {
    const fault = wiringFault([switchOf('switch1', null, 2), switchOf('switch2', null, pin)], chip);
    expect(fault).toContain(`switches.1.relayGpio: GPIO ${pin} `);
    expect(fault).toContain(why);
    expect(fault).toContain('expected a pin that can drive a relay: 0–');
  });

  it('names the pins that would do', () => {
    const relays = '0–5, 12–19, 21–23, 25–27, 32–33';
    expect(wiringFault([switchOf('switch1', null, 6)], 'esp32')).toMatch(new RegExp(`relay: ${relays}$`));
    expect(wiringFault([switchOf('switch1', 8, 2)], 'esp32')).toMatch(
      /^switches\.0\.gpio: .* button: 0–5, 12–19, 21–23, 25–27, 32–39$/,
    );
  });

  it('may use any pin that some chip has while its own is not named, and reading pins for buttons', () => {
    expect(wiringFault([switchOf('switch1', 40, 6), switchOf('switch2', 48, 34)], null)).toBeUndefined();
    expect(wiringFault([switchOf('switch1', 34, 16), switchOf('switch2', 39, 33)], 'esp32')).toBeUndefined();
    expect(wiringFault([switchOf('switch1', 6, 34)], 'esp32-s3')).toBeUndefined();
  });
});

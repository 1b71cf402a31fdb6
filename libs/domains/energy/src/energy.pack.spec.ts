import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { energyPack } from './energy.pack.js';
import { APPLIANCE_KINDS } from './simulation/appliances.js';
import { ROOM_SWITCHES } from './simulation/room-wiring.js';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const cells = (line: string): readonly string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('`', ''));

describe('the energy pack', () => {
  it('says in its README what each name became (E2, E3)', () => {
    const rows = README.split('\n').filter((line) => /^\| E\d/.test(line));
    const expected = energyPack.seedNames.map(({ row, seed, became, change = '' }) => [row, seed, became, change]);
    expect(rows.map(cells)).toEqual(expected);
  });

  it('says why, wherever it sets a range', () => {
    for (const { metric, min, max, reason } of energyPack.profiles.flatMap(({ metrics }) => metrics)) {
      if (min !== undefined || max !== undefined) expect([metric, reason?.length ?? 0]).not.toEqual([metric, 0]);
    }
  });

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

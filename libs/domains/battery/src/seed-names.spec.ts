import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { batteryPack } from './battery.pack.js';

const README = readFileSync(path.resolve(import.meta.dirname, '../README.md'), 'utf8');
const table = README.split('\n')
  .filter((line) => /^\| B\d/.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );

describe('seed names of the battery pack', () => {
  it('stand in the README as they are (B1, B4, B5)', () => {
    expect(table).toEqual(
      batteryPack.seedNames.map(({ row, seed, became, change = '' }) => [row, seed, became, change]),
    );
  });

  it('became metrics that there are', () => {
    const metrics = batteryPack.profiles.flatMap(({ id, metrics }) => metrics.map(({ metric }) => `${id}.${metric}`));
    expect(metrics).toEqual(expect.arrayContaining(batteryPack.seedNames.map(({ became }) => became)));
  });
});

describe('hints of the battery pack', () => {
  it.each(batteryPack.hints)(
    'name metrics of $profile, each once, and the bands of a metric follow one another',
    (hints) => {
      const profile = batteryPack.profiles.find(({ id }) => id === hints.profile);
      const metrics = profile?.metrics.map(({ metric }) => metric);
      expect(new Set(hints.order).size).toBe(hints.order.length);
      expect(metrics).toEqual(expect.arrayContaining([...hints.order, ...hints.bands.map(({ metric }) => metric)]));
      for (const metric of new Set(hints.bands.map((band) => band.metric))) {
        const bands = hints.bands.filter((band) => band.metric === metric);
        expect(bands.map(({ to }) => to).slice(0, -1)).toEqual(bands.map(({ from }) => from).slice(1));
        expect([bands[0]?.from, bands.at(-1)?.to]).toEqual([undefined, undefined]);
      }
    },
  );

  it('show the state of charge of a pack first', () => {
    expect(batteryPack.hints.find(({ profile }) => profile === 'battery-pack')?.order[0]).toBe('stateOfCharge');
  });
});

import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { chemistries, CHEMISTRIES } from './chemistry.js';

const SHARED = process.env['FIELDLINE_SHARED'] ?? path.resolve(import.meta.dirname, '../../../../../../shared');
const BATTERY = path.join(SHARED, 'data/battery');
const recordingIt = existsSync(BATTERY) ? it : it.skip;
const rows = (file: string): readonly (readonly number[])[] =>
  readFileSync(path.join(BATTERY, file), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').map(Number));
const rootMeanSquare = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);

describe('open-circuit voltage', () => {
  it.each(CHEMISTRIES)('of %s rises from below empty to above full, without a jump', (chemistry) => {
    const { openCircuit } = chemistries[chemistry];
    for (let at = -50; at < 1050; at++) {
      const rise = openCircuit.at((at + 1) / 1000) - openCircuit.at(at / 1000);
      expect(rise).toBeGreaterThan(0);
      expect(rise).toBeLessThan(0.1);
    }
  });

  it.each([
    // [chemistry, charge, V]: limits of the LG M50 (Chen et al. 2020, 2.5 and 4.2 V); the closed form of Chen and
    // Rincón-Mora 2006 at 0 and 1; LFP's plateau (Safari and Delacourt 2011: 3.43 V against lithium, graphite at 0.12 V)
    ['NMC', 0, 2.5, 2],
    ['NMC', 1, 4.2, 2],
    ['LCO', 0, 2.654, 3],
    ['LCO', 1, 4.1029, 3],
    ['LFP', 0.5, 3.31, 2],
  ] as const)('of %s at %d is %d V, as published', (chemistry, charge, volts, digits) => {
    expect(chemistries[chemistry].openCircuit.at(charge)).toBeCloseTo(volts, digits);
  });

  it.each(CHEMISTRIES)('of %s lets a full cell rest between release and protection', (chemistry) => {
    const { openCircuit, limits } = chemistries[chemistry];
    expect(openCircuit.at(1)).toBeLessThan(limits.overVoltage);
    expect(limits.chargeTo).toBeLessThan(limits.overVoltage);
    expect(limits.overVoltageRelease).toBeLessThan(limits.overVoltage);
    expect(limits.underVoltage).toBeLessThan(limits.underVoltageRelease);
    expect(openCircuit.at(0.05)).toBeGreaterThan(limits.underVoltage);
  });

  recordingIt('[recording] of NCA follows the charge of a Panasonic cell, but for its resistance', () => {
    // seconds, timestamp, V, A, A·h …; ends full, so the charge is known from there. 60 mΩ is the cell's, pairs included.
    const charge = rows('panasonic_18650pf/25degC_charge_after_US06.csv');
    const fullAh = charge.at(-1)?.[4] as number;
    const differences = charge.map((row) => {
      const [volts, ampere, ampereHours] = [row[2] as number, row[3] as number, row[4] as number];
      return chemistries.NCA.openCircuit.at(1 - (fullAh - ampereHours) / 2.9) - (volts - ampere * 0.06);
    });
    expect(rootMeanSquare(differences)).toBeLessThan(0.035);
  });

  recordingIt('[recording] of NMC lies above a discharge of the same cell at half its capacity an hour', () => {
    // seconds, A, V, A·h; PyBaMM's solution for the LG M50 from full to empty
    const discharge = rows('pybamm_reference/chen2020_dfn_c2_25c.csv');
    const emptyAh = discharge.at(-1)?.[3] as number;
    const drops = discharge.slice(1, -10).map((row) => {
      return chemistries.NMC.openCircuit.at(1 - (row[3] as number) / emptyAh) - (row[2] as number);
    });
    expect(Math.min(...drops)).toBeGreaterThan(0);
    expect(rootMeanSquare(drops)).toBeLessThan(0.15);
  });

  recordingIt('[recording] of LFP is that of idle packs of 304 A·h nearly full', () => {
    for (const row of rows('jk_bms/jk_pb_16s_304ah_decoded.csv')) {
      const charge = (row[27] as number) / 100;
      const volts = (row[16 + 2] as number) / 1000;
      if (Math.abs(row[23] as number) < 0.1) {
        expect(Math.abs(chemistries.LFP.openCircuit.at(charge) - volts)).toBeLessThan(0.08);
      }
    }
  });
});

import { describe, expect, it } from '@jest/globals';
import { SeededRandom } from '@fieldline/domain-pack';
import { BatteryPackLife } from './battery-pack-life.js';
import { drawCells, type CellParameters } from './cell-parameters.js';
import { resistanceFactor } from './cell-string.js';
import { chemistries, CHEMISTRIES } from './chemistry.js';
import type { Duty } from './duty.js';
import type { PackDesign } from './pack-design.js';

const START = Date.parse('2026-03-02T00:00:00Z');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const design = (part: Partial<PackDesign> = {}): PackDesign => ({
  ...{ chemistry: 'LFP', nominalAh: 100, seriesCells: 16, health: 1, cycles: 0, charge: 0.5 },
  ...{ largestChargeA: 50, largestDischargeA: 100, balancingOhm: 20 },
  ...part,
});
const duty = (powerW: (hour: number) => number, ambientC = 25): Duty => ({
  stepSeconds: () => 10,
  powerW: (at) => powerW((at - START) / HOUR_MS),
  ambientC: () => ambientC,
});
const random = (): SeededRandom => new SeededRandom(1, 'a pack of a test');
const pack = (part: Partial<PackDesign>, asked: Duty): BatteryPackLife =>
  new BatteryPackLife(design(part), asked, START, random());
const spread = (values: Float64Array): number => Math.max(...values) - Math.min(...values);
const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

const overCells = (cells: readonly CellParameters[], value: (cell: CellParameters, at: number) => number): number =>
  cells.reduce((sum, cell, at) => sum + value(cell, at), 0);

describe('life of a pack', () => {
  it.each(CHEMISTRIES)('gives %s at its terminals what its cells release, less their losses (B1)', (chemistry) => {
    const life = pack(
      { chemistry },
      duty((hour) => (hour % 4 < 2 ? 1500 : -1500)),
    );
    const cells = drawCells(design({ chemistry }), random());
    const { charge, fastV, slowV, temperatureC, capacityAh, bleedA, terminalV } = life.cells;
    const chargeBefore = Float64Array.from(charge);
    const pairsW = (): number =>
      overCells(cells, ({ fastOhm, slowOhm }, at) => {
        const factor = resistanceFactor(temperatureC[at] as number);
        return ((fastV[at] as number) ** 2 / fastOhm + (slowV[at] as number) ** 2 / slowOhm) / factor;
      });
    let [outJ, lostJ, turnoverJ] = [0, 0, 0];
    for (let at = START + 10_000; at <= START + 8 * HOUR_MS; at += 10_000) {
      const { emfV, ohm } = life.cells.source();
      const asideW = overCells(
        cells,
        ({ leakA }, place) => (leakA + (bleedA[place] as number)) * (terminalV[place] as number),
      );
      const before = pairsW();
      life.liveUntil(at);
      const powerW = life.currentA * ((emfV - life.currentA * ohm + total(terminalV)) / 2);
      outJ += 10 * powerW;
      turnoverJ += 10 * Math.abs(powerW);
      lostJ += 10 * (life.currentA ** 2 * ohm + (before + pairsW()) / 2 + asideW);
    }
    const capacitorsJ = overCells(
      cells,
      ({ fastFarad, slowFarad }, at) =>
        (fastFarad * (fastV[at] as number) ** 2 + slowFarad * (slowV[at] as number) ** 2) / 2,
    );
    const releasedJ = overCells(cells, (_, at) => {
      const [from, to] = [chargeBefore[at] as number, charge[at] as number];
      const volts = Array.from({ length: 2000 }, (_unused, slice) =>
        chemistries[chemistry].openCircuit.at(to + ((slice + 0.5) * (from - to)) / 2000),
      );
      return 3600 * (capacityAh[at] as number) * (from - to) * (volts.reduce((sum, value) => sum + value, 0) / 2000);
    });
    expect(lostJ / turnoverJ).toBeGreaterThan(0.005);
    expect(Math.abs(releasedJ - outJ - lostJ - capacitorsJ) / lostJ).toBeLessThan(0.01);
  });

  it('charges with the power asked for, then holds the voltage, then is full and stops (B1)', () => {
    const life = pack(
      {},
      duty(() => -1500),
    );
    let highestV = 0;
    let currents: number[] = [];
    for (let at = START; at <= START + 8 * HOUR_MS; at += 60_000) {
      life.liveUntil(at);
      highestV = Math.max(highestV, total(life.cells.terminalV));
      currents = [...currents, life.currentA];
    }
    expect(Math.min(...currents)).toBeCloseTo(-1497 / 54, 0);
    expect(highestV).toBeCloseTo(16 * chemistries.LFP.limits.chargeTo, 0);
    expect(life.currentA).toBe(0);
    expect(life.counter.charge).toBeGreaterThan(0.99);
    expect(life.counter.drawnAh).toBeCloseTo(0, 0);
  });

  it('keeps its reserve, whatever is asked', () => {
    const life = pack(
      {},
      duty(() => 2000),
    );
    life.liveUntil(START + 6 * HOUR_MS);
    expect(life.counter.charge).toBeGreaterThan(0.08);
    expect(life.counter.charge).toBeLessThanOrEqual(0.1);
    expect(life.currentA).toBeLessThan(0.1);
    expect(life.protection.state).toBe('none');
  });

  it('switches off when a weak cell is empty although its monitor believes otherwise', () => {
    const life = pack(
      {},
      duty(() => 2000),
    );
    life.cells.charge[5] = 0.1;
    life.liveUntil(START + 2 * HOUR_MS);
    expect(life.protection.mayDischarge).toBe(false);
    expect(life.counter.charge).toBeLessThan(0.001);
    expect(Math.min(...life.cells.terminalV)).toBeGreaterThan(2);
  });

  it('switches off in heat, and carries no current until it has cooled', () => {
    const life = pack(
      {},
      duty(() => 500, 61),
    );
    life.liveUntil(START + 10 * HOUR_MS);
    expect(life.protection.state).toBe('over-temperature');
    expect(life.currentA).toBe(0);
  });

  it('brings cells together that began apart, by balancing at the top of charge', () => {
    const life = pack(
      {},
      duty((hour) => (hour % 24 < 14 ? -600 : 700)),
    );
    life.cells.charge.forEach((charge, place) => (life.cells.charge[place] = charge + (place % 2) * 0.02));
    const before = spread(life.cells.charge);
    // Full and resting: at the bottom their capacities, which no resistor mends, set them apart.
    life.liveUntil(START + 3 * DAY_MS + 13 * HOUR_MS);
    expect(life.counter.charge).toBe(1);
    expect(spread(life.cells.charge)).toBeLessThan(before / 5);
  });

  it('is warmer in the middle than at the ends under load', () => {
    const life = pack(
      {},
      duty((hour) => (Math.floor(hour * 2) % 2 === 0 ? 2500 : -2500)),
    );
    life.liveUntil(START + 6 * HOUR_MS);
    const { temperatureC } = life.cells;
    expect(temperatureC[8]).toBeGreaterThan((temperatureC[0] as number) + 0.5);
    expect(temperatureC[0]).toBeGreaterThan(26);
  });

  it('loses capacity and gains resistance with days and cycles', () => {
    const asked = (hour: number): number => (hour % 8 < 4 ? -1000 : 1000);
    const used = pack({ chemistry: 'LCO' }, duty(asked));
    const idle = pack(
      { chemistry: 'LCO' },
      duty(() => 0),
    );
    const before = total(used.cells.ohmicOhm);
    const [usedBefore, idleBefore] = [total(used.cells.capacityAh), total(idle.cells.capacityAh)];
    used.liveUntil(START + 3 * DAY_MS);
    idle.liveUntil(START + 3 * DAY_MS);
    // 1.5 % a year, and 20 % in 700 cycles; what the monitor has learnt is its weakest cell
    const lost = ({ counter: { cycles } }: BatteryPackLife): number => 3 * (0.015 / 365) + (cycles * 0.2) / 700;
    expect(total(idle.cells.capacityAh)).toBeCloseTo(idleBefore * (1 - lost(idle)), 2);
    expect(total(used.cells.capacityAh)).toBeCloseTo(usedBefore * (1 - lost(used)), 2);
    expect(used.counter.health).toBeCloseTo(Math.min(...used.cells.capacityAh) / 100, 9);
    expect(total(used.cells.ohmicOhm)).toBeGreaterThan(before * (1 + 4 * lost(used)));
    expect(used.counter.cycles).toBeGreaterThan(1.5);
  });
});

import { describe, expect, it } from '@jest/globals';
import { SeededRandom } from '@fieldline/domain-pack';
import fc from 'fast-check';
import { drawCells, type CellParameters } from './cell-parameters.js';
import { CellString, resistanceFactor } from './cell-string.js';
import { chemistries, CHEMISTRIES, type Chemistry } from './chemistry.js';

const AMBIENT = 25;
const REST = 1e12; // J/K: a cell that never warms

const drawn = (chemistry: Chemistry, seed = 1): readonly CellParameters[] =>
  drawCells(
    { chemistry, nominalAh: 100, seriesCells: 4, health: 1, charge: 0.5 },
    new SeededRandom(seed, 'cells of a test'),
  );
const string = (chemistry: Chemistry, cells: readonly CellParameters[]): CellString =>
  new CellString(cells, chemistries[chemistry].openCircuit, AMBIENT);
const of = (values: Float64Array, place: number): number => values[place] as number;

/** Everything the balances need of one cell, integrated over one-second steps by this test's own means. */
class Books {
  readonly #cell: CellParameters;
  readonly #chargeBefore: number;
  outJ = 0;
  ohmicJ = 0;
  pairsJ = 0;
  leakJ = 0;
  cooledJ = 0;
  drawnAs = 0;

  constructor(
    private readonly cells: CellString,
    private readonly place: number,
    private readonly chemistry: Chemistry,
    parameters: readonly CellParameters[],
  ) {
    this.#cell = parameters[place] as CellParameters;
    this.#chargeBefore = of(cells.charge, place);
  }

  step(currentA: number): void {
    const { cells, place } = this;
    const cell = this.#cell;
    const drawnA = currentA + of(cells.bleedA, place);
    const temperature = of(cells.temperatureC, place);
    const factor = resistanceFactor(temperature);
    const inside = (): { openV: number; fastV: number; slowV: number } => ({
      openV: chemistries[this.chemistry].openCircuit.at(of(cells.charge, place)),
      fastV: of(cells.fastV, place),
      slowV: of(cells.slowV, place),
    });
    const before = inside();
    cells.step({ currentA, seconds: 1, ambientC: AMBIENT });
    const after = inside();
    const mean = (value: (state: typeof before) => number): number => (value(before) + value(after)) / 2;
    this.ohmicJ += drawnA ** 2 * cell.ohmicOhm * factor;
    this.outJ += drawnA * (mean(({ openV, fastV, slowV }) => openV - fastV - slowV) - drawnA * cell.ohmicOhm * factor);
    this.pairsJ += mean(({ fastV }) => fastV ** 2) / (cell.fastOhm * factor);
    this.pairsJ += mean(({ slowV }) => slowV ** 2) / (cell.slowOhm * factor);
    this.leakJ += cell.leakA * mean(({ openV }) => openV);
    this.cooledJ += cell.coolingWPerK * (temperature - AMBIENT);
    this.drawnAs += drawnA + cell.leakA;
  }

  /** ∫ V_oc dQ, over fine slices. */
  get releasedJ(): number {
    const slices = 20_000;
    const to = of(this.cells.charge, this.place);
    const width = (this.#chargeBefore - to) / slices;
    let volts = 0;
    for (let at = 0; at < slices; at++) volts += chemistries[this.chemistry].openCircuit.at(to + (at + 0.5) * width);
    return volts * width * this.#cell.capacityAh * 3600;
  }

  /** What the capacitors hold; nothing at the start. */
  get capacitorsJ(): number {
    const { fastFarad, slowFarad } = this.#cell;
    return (fastFarad * of(this.cells.fastV, this.place) ** 2 + slowFarad * of(this.cells.slowV, this.place) ** 2) / 2;
  }

  get storedHeatJ(): number {
    return this.#cell.heatCapacityJPerK * (of(this.cells.temperatureC, this.place) - AMBIENT);
  }

  get chargeLostAs(): number {
    return (this.#chargeBefore - of(this.cells.charge, this.place)) * this.#cell.capacityAh * 3600;
  }
}

const chemistry = fc.constantFrom(...CHEMISTRIES);
/** Minutes of constant current each, up to 1.5 C out and 0.7 C in. */
const load = fc.array(fc.double({ min: -70, max: 150, noNaN: true }), { minLength: 5, maxLength: 15 });
const place = fc.integer({ min: 0, max: 3 });

function kept(kind: Chemistry, seed: number, currents: readonly number[], where: number): Books {
  const cells = drawn(kind, seed);
  const books = new Books(string(kind, cells), where, kind, cells);
  for (const current of currents) for (let second = 0; second < 60; second++) books.step(current);
  return books;
}

describe('cells in series', () => {
  it('release what reaches the terminals, the resistors and the capacitors, and no more (B1)', () => {
    fc.assert(
      fc.property(chemistry, fc.integer(), load, place, (kind, seed, currents, where) => {
        const books = kept(kind, seed, currents, where);
        const spentJ = books.outJ + books.ohmicJ + books.pairsJ + books.capacitorsJ + books.leakJ;
        const turnoverJ = Math.abs(books.outJ) + books.ohmicJ + 1000;
        expect(Math.abs(books.releasedJ - spentJ) / turnoverJ).toBeLessThan(5e-4);
      }),
      { numRuns: 30 },
    );
  });

  it('warm by their losses less what they give to the surroundings', () => {
    fc.assert(
      fc.property(chemistry, fc.integer(), load, place, (kind, seed, currents, where) => {
        const books = kept(kind, seed, currents, where);
        const lossesJ = books.ohmicJ + books.pairsJ + books.leakJ;
        expect(Math.abs(lossesJ - books.storedHeatJ - books.cooledJ) / (lossesJ + 10)).toBeLessThan(2e-3);
      }),
      { numRuns: 30 },
    );
  });

  it('lose the charge that was drawn, bled and leaked', () => {
    fc.assert(
      fc.property(chemistry, fc.integer(), load, place, (kind, seed, currents, where) => {
        const books = kept(kind, seed, currents, where);
        expect(books.chargeLostAs).toBeCloseTo(books.drawnAs, 5);
      }),
      { numRuns: 30 },
    );
  });

  it('answer a step of current as two pairs of resistor and capacitor do', () => {
    const cells = drawn('NMC').map((cell) => ({ ...cell, heatCapacityJPerK: REST }));
    const { fastOhm, fastFarad, slowOhm, slowFarad } = cells[0] as CellParameters;
    const stepped = string('NMC', cells);
    for (let second = 1; second <= 600; second++) {
      stepped.step({ currentA: 50, seconds: 1, ambientC: AMBIENT });
      const fastV = 50 * fastOhm * (1 - Math.exp(-second / (fastOhm * fastFarad)));
      const slowV = 50 * slowOhm * (1 - Math.exp(-second / (slowOhm * slowFarad)));
      expect(of(stepped.fastV, 0)).toBeCloseTo(fastV, 10);
      expect(of(stepped.slowV, 0)).toBeCloseTo(slowV, 10);
    }
    for (let second = 0; second < 7200; second++) stepped.step({ currentA: 0, seconds: 1, ambientC: AMBIENT });
    const openV = chemistries.NMC.openCircuit.at(of(stepped.charge, 0));
    expect(of(stepped.terminalV, 0)).toBeCloseTo(openV, 6);
  });

  it('come to the same voltages in one long step as in many short ones', () => {
    const cells = drawn('LFP').map((cell) => ({ ...cell, heatCapacityJPerK: REST }));
    const long = string('LFP', cells);
    const short = string('LFP', cells);
    long.step({ currentA: 30, seconds: 100, ambientC: AMBIENT });
    for (let second = 0; second < 100; second++) short.step({ currentA: 30, seconds: 1, ambientC: AMBIENT });
    long.terminalV.forEach((volts, at) => expect(volts).toBeCloseTo(of(short.terminalV, at), 9));
  });

  it('have about twice the resistance in the cold', () => {
    expect(resistanceFactor(25)).toBeCloseTo(1, 12);
    expect(resistanceFactor(0)).toBeGreaterThan(1.8);
    expect(resistanceFactor(0)).toBeLessThan(2.4);
  });

  it('draw through the balancing resistor from the one cell alone', () => {
    const cells = drawn('LFP');
    const bled = string('LFP', cells);
    bled.bleedA[2] = 0.2;
    for (let second = 0; second < 3600; second++) bled.step({ currentA: 0, seconds: 1, ambientC: AMBIENT });
    const lostAh = cells.map((cell, at) => (cell.charge - of(bled.charge, at)) * cell.capacityAh - cell.leakA);
    lostAh.forEach((lost, at) => expect(lost).toBeCloseTo(at === 2 ? 0.2 : 0, 6));
  });
});

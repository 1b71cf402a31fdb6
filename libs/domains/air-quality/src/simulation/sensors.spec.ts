import { describe, expect, it } from '@jest/globals';
import { SeededRandom } from '@fieldline/domain-pack';
import { ELECTROCHEMICAL, GasCell, inSteps } from './gas-cell.js';
import { METAL_OXIDE, MetalOxideSensor } from './metal-oxide-sensor.js';
import { CITIES } from './city.js';
import { humidGrowth, LightScatteringSensor } from './particle-sensor.js';
import { WeatherSensors } from './weather-sensors.js';
import { weatherOf } from './weather.js';

const AGES = [0.5, 1, 2, 3];
const many = <T>(make: (random: SeededRandom) => T): T[] =>
  Array.from({ length: 300 }, (_, at) => make(new SeededRandom(at, 'sensor')));

describe('low-cost sensors', () => {
  it.each(Object.keys(ELECTROCHEMICAL) as (keyof typeof ELECTROCHEMICAL)[])(
    'tell %s further from the truth with every year',
    (gas) => {
      const truth = gas === 'co' ? 400 : 40;
      const cells = many((random) => new GasCell(ELECTROCHEMICAL[gas], random));
      const errors = AGES.map(
        (years) => cells.reduce((sum, cell) => sum + Math.abs(cell.answer(truth, 20, years) - truth), 0) / cells.length,
      );
      expect(errors).toEqual([...errors].sort((a, b) => a - b));
      expect(errors[3]).toBeGreaterThan(1.8 * (errors[0] ?? NaN));
    },
  );

  it('see fewer particles with every year', () => {
    for (const sensor of many((random) => new LightScatteringSensor(random))) {
      const gains = AGES.map((years) => sensor.gain(years));
      expect(gains).toEqual([...gains].sort((a, b) => b - a));
      expect(gains[3]).toBeLessThan(0.96 * (gains[0] ?? NaN));
    }
  });

  it('take water on particles for particles: 2.6 times the dry mass at 90 % RH, nothing when dry', () => {
    expect(humidGrowth(0)).toBe(1);
    expect(humidGrowth(90)).toBeCloseTo(1 + (0.3 / 1.65) * 9, 9);
    expect(humidGrowth(60)).toBeLessThan(humidGrowth(80));
    expect(humidGrowth(100)).toBe(humidGrowth(95));
  });

  it('answer to gas with raw counts: moxNox falling, the others rising', () => {
    const conditions = { temperature: 20, water: 8 };
    for (const [name, type] of Object.entries(METAL_OXIDE)) {
      const sensor = new MetalOxideSensor(type, new SeededRandom(1, name));
      const clean = sensor.read(0, conditions, 0);
      const dirty = sensor.read(10 * type.scale, conditions, 0);
      expect(Math.sign(dirty - clean)).toBe(name === 'moxNox' ? -1 : 1);
    }
  });

  it('show whole steps of their resolution', () => {
    expect(inSteps(12.3456, 0.1)).toBe(12.3);
    expect(inSteps(0.5, 0.2)).toBe(0.6);
    expect(inSteps(-0.04, 0.1)).toBe(0);
    expect(Object.is(inSteps(-0.04, 0.1), 0)).toBe(true);
    expect(inSteps(17.6, 5)).toBe(20);
  });

  it('never show a dew point above the temperature, nor more than 100 % RH, in the thickest fog', () => {
    const fog = { ...weatherOf(CITIES[0], 1, Date.parse('2026-11-05T05:00Z')), humidity: 100, temperature: 3.04 };
    for (const { temperature, dewPoint, humidity } of many((random) => new WeatherSensors(random).read(fog, 60))) {
      expect(dewPoint).toBeLessThanOrEqual(temperature as number);
      expect(humidity).toBeLessThanOrEqual(100);
    }
  });
});

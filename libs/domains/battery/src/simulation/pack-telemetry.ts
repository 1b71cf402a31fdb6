import type { SimulatedValues } from '@fieldline/domain-pack';
import { SeededRandom } from '@fieldline/domain-pack';
import type { BatteryPackLife } from './battery-pack-life.js';

/** Deviation of a cell's voltage measurement, V: that of common monitoring chips. */
const VOLTAGE_NOISE_V = 0.0006;
/** Of the shunt's amplifier, as a share of the nominal capacity in A. */
const CURRENT_NOISE_SHARE = 2e-4;
const TEMPERATURE_NOISE_K = 0.08;
const LOST_FRAME_CHANCE = 0.01;
/** Monitors give no time to go at less than this current, as a share of the capacity an hour. */
const DISCHARGING_SHARE = 0.005;
const SECONDS_PER_HOUR = 3600;
const LONGEST_TIME_TO_GO_S = 864_000; // 10 days, as monitors show it

export interface PackIdentity {
  readonly seed: number;
  readonly device: string;
  readonly firmwareVersion: string;
  /** s before the simulation. */
  readonly uptimeBefore: number;
}

/** What the management system tells of a pack: measured, so with noise, and to 1 mV, 0.1 A and 0.1 K. */
export function packTelemetry(life: BatteryPackLife, identity: PackIdentity): SimulatedValues {
  const { cells, counter, protection, design } = life;
  // Drawn for the moment, so asking twice, or not in between, changes nothing.
  const random = new SeededRandom(identity.seed, `${identity.device}:${life.elapsedSeconds}`);
  const cellVoltages = Array.from(cells.terminalV, (volts) => to(volts + random.normal(0, VOLTAGE_NOISE_V), 1000));
  const cellTemperatures = Array.from(cells.temperatureC, (celsius) =>
    to(celsius + random.normal(0, TEMPERATURE_NOISE_K), 10),
  );
  const noiseA = random.normal(0, design.nominalAh * CURRENT_NOISE_SHARE);
  const current = to(counter.measuredA(life.currentA) + noiseA, 10);
  const voltage = to(sum(cellVoltages), 1000);
  const alarms = protection.alarms(life.observation());
  const dischargingA = current > design.nominalAh * DISCHARGING_SHARE ? current : undefined;
  return {
    voltage,
    current,
    power: to(voltage * current, 10),
    temperature: to(sum(cellTemperatures) / cells.count, 10),
    stateOfCharge: to(counter.charge * 100, 10),
    stateOfHealth: to(counter.health * 100, 10),
    internalResistance: to(life.internalResistanceOhm(), 1e5),
    cellVoltages,
    cellTemperatures,
    cellBalancing: Array.from(cells.bleedA, (ampere) => (ampere > 0 ? 1 : 0)),
    balancingCurrent: to(Math.max(...cells.bleedA), 1000),
    mosfetTemperature: to(life.switchC + random.normal(0, TEMPERATURE_NOISE_K), 10),
    remainingCapacity: to(counter.remainingAh, 1000),
    chargeDrawn: to(counter.drawnAh, 1000),
    cycles: Math.floor(counter.cycles),
    uptime: identity.uptimeBefore + life.elapsedSeconds,
    ...(dischargingA === undefined ? {} : { timeToGo: timeToGo(counter.remainingAh, dischargingA) }),
    overVoltageAlarm: alarms.overVoltage,
    underVoltageAlarm: alarms.underVoltage,
    overCurrentAlarm: alarms.overCurrent,
    overTemperatureAlarm: alarms.overTemperature,
    protection: protection.state,
    dataQuality: random.fraction() < LOST_FRAME_CHANCE ? to(1 - random.between(0.02, 0.2), 100) : 1,
    source: 'bms',
    firmwareVersion: identity.firmwareVersion,
    communicationLatency: Math.round(30 * Math.exp(random.normal(0, 0.5))),
  };
}

function timeToGo(remainingAh: number, dischargingA: number): number {
  return Math.min(LONGEST_TIME_TO_GO_S, Math.round((remainingAh / dischargingA) * SECONDS_PER_HOUR));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** To so many parts of a unit; never −0. */
function to(value: number, parts: number): number {
  return Math.round(value * parts) / parts + 0;
}

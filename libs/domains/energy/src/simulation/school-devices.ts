import { SeededRandom, wander, type SimulatedDevice, type SimulatedValues } from '@fieldline/domain-pack';
import { MeteredLife } from './metered-life.js';
import { PlugLoad } from './plug-load.js';
import { RoomLife } from './room-life.js';
import { STEP_MS } from './school-clock.js';
import { SchoolLife } from './school-life.js';
import type { SchoolPlace } from './school-place.js';

const HOUR_MS = 3_600_000;
const DECIWATT_HOURS_PER_STEP = STEP_MS / HOUR_MS;

/** The board of one room. */
export function roomDevice(place: SchoolPlace, number: number, startAt: number): SimulatedDevice {
  const room = new RoomLife(place, number);
  const life = new MeteredLife(startAt, (at) => room.step(at));
  const { seed, school } = place;
  const name = `radio/${school}/${number}`;
  const strength = new SeededRandom(seed, name).between(-74, -46);
  const advance = (at: number): SimulatedValues => {
    const step = life.advance(at);
    const { on } = step;
    // spelled out: put together from parts it would cost as much as the whole life of the room
    return {
      switch1: on[0] === true,
      switch2: on[1] === true,
      switch3: on[2] === true,
      switch4: on[3] === true,
      switch5: on[4] === true,
      switch6: on[5] === true,
      switch7: on[6] === true,
      switch8: on[7] === true,
      switchPower: step.powers.map((power) => power / 10),
      voltage: step.voltage,
      current: currentOf(step),
      power: step.power / 10,
      energy: life.energy(at),
      occupied: step.people > 0,
      temperature: Math.round(step.temperature * 10) / 10,
      signalStrength: Math.round(strength + 4 * wander(seed, name, { at, periodMs: HOUR_MS / 6 })),
      uptime: Math.floor((at - startAt) / 1000),
    };
  };
  return { advance };
}

/** A plug in the staff room. */
export function plugDevice(place: SchoolPlace, number: number, startAt: number): SimulatedDevice {
  const load = new PlugLoad(place, number);
  const life = new MeteredLife(startAt, (at) => ({ ...load.step(at), voltage: place.mains.voltage(at) }));
  const advance = (at: number): SimulatedValues => {
    const step = life.advance(at);
    return { voltage: step.voltage, current: currentOf(step), power: step.power / 10, energy: life.energy(at) };
  };
  return { advance };
}

/** The school's meter: lives all its rooms and plugs over again, so that it needs none of the other devices. */
export function meterDevice(place: SchoolPlace, startAt: number): SimulatedDevice {
  const school = new SchoolLife(place);
  const life = new MeteredLife(startAt, (at) => school.step(at));
  const advance = (at: number): SimulatedValues => {
    const step = life.advance(at);
    const taken = life.previous.groups.map((power) => Math.round(power * 100 * DECIWATT_HOURS_PER_STEP) / 1000);
    return {
      power: step.power / 10,
      reactivePower: Math.round(step.reactive * 10) / 10,
      voltage: step.voltage,
      current: currentOf(step),
      energy: life.energy(at),
      // since the reading before, for whoever asks once a step
      subMeter1: taken[0] as number,
      subMeter2: taken[1] as number,
      subMeter3: taken[2] as number,
    };
  };
  return { advance };
}

interface Loaded {
  /** Tenths of a watt. */
  readonly power: number;
  /** VA. */
  readonly reactive: number;
  readonly voltage: number;
}

/** A, 0.01 A: apparent power over voltage. */
function currentOf({ power, reactive, voltage }: Loaded): number {
  return Math.round((Math.hypot(power / 10, reactive) / voltage) * 100) / 100;
}

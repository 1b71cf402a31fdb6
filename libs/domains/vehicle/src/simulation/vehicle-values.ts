import type { SeededRandom, SimulatedValues } from '@fieldline/domain-pack';
import { GEAR_POSITIONS } from '../profiles/openxc-metrics.js';
import type { Driver } from './driver.js';
import { litres } from './drivetrain.js';
import type { ComputerSituation } from './on-board-computer.js';
import { onEarth, type Place } from './route.js';
import type { SimulatedVehicle } from './simulated-vehicle.js';

/** What a reading is made of. */
export interface Seen {
  readonly vehicle: SimulatedVehicle;
  readonly situation: ComputerSituation;
  readonly place: Place;
  /** m. */
  readonly odometer: number;
  /** Seconds and J since the ignition was turned on. */
  readonly tripSteps: number;
  readonly tripEnergy: number;
  readonly noise: SeededRandom;
}

const DEGREES = 180 / Math.PI;
/** Turns of the steering wheel for one of the wheels (usual: 14 to 18). */
const STEERING = 16;
/** Satellite receivers in the open, one standard deviation: m, m, km/h, °. */
const FIX = { across: 2, height: 4, speed: 0.3, course: 1 } as const;
/** Doors stand open and the starter turns for so long, s. */
const [DOOR_SECONDS, START_SECONDS] = [20, 2];
/** m/s² below which the foot must be on the brake, whatever engine or motor take. */
const BRAKE_LIGHT = -1;
const HIGH_BEAM_LIMIT = 19; // m/s: country roads

/** A parked vehicle’s heartbeat. */
export function parkedValues({ vehicle, situation, place, odometer, noise }: Seen): SimulatedValues {
  const { latitude, longitude } = fix(vehicle, place, noise);
  return {
    ...ofComputer(vehicle, situation, noise),
    ...ofStore(vehicle),
    ...{ ignitionStatus: 'off', parkingBrakeStatus: true, latitude, longitude },
    odometer: round(odometer / 1000, 4),
  };
}

export function drivingValues(seen: Seen, driver: Driver): SimulatedValues {
  const { vehicle, situation, place, odometer, noise } = seen;
  return {
    ...ofComputer(vehicle, situation, noise),
    ...ofStore(vehicle),
    ...ofMotion(vehicle, driver),
    ...ofPosition(vehicle, place, noise),
    ...ofSwitches(seen, driver),
    odometer: round(odometer / 1000, 4),
    ...(vehicle.world.design.kind === 'combustion'
      ? { fuelConsumedSinceRestart: round(litres(seen.tripEnergy), 6) }
      : {}),
  };
}

function ofComputer(
  { computer, score }: SimulatedVehicle,
  now: ComputerSituation,
  noise: SeededRandom,
): SimulatedValues {
  const share = (value: number): number => round(Math.min(100, Math.max(0, value)), 1);
  return {
    cpuUsage: share(noise.normal(computer.cpu(now), 1)),
    memoryUsage: share(computer.memory(now)),
    networkLatency: round(computer.latency(now) * Math.exp(noise.normal(0, 0.2)), 1),
    environmentalScore: share(score.value),
    uptime: computer.uptime,
  };
}

function ofStore({ store, world }: SimulatedVehicle): SimulatedValues {
  const batteryLevel = round(100 * store.battery, 2);
  return world.design.kind === 'electric' ? { batteryLevel } : { batteryLevel, fuelLevel: round(100 * store.level, 3) };
}

function ofMotion({ motion, world }: SimulatedVehicle, { piece }: Driver): SimulatedValues {
  const { speed, acceleration, engineSpeed, torque, gear, pedal } = motion.state;
  return {
    vehicleSpeed: round(speed * 3.6, 2),
    engineSpeed: Math.round(engineSpeed),
    torqueAtTransmission: Math.round(torque) + 0,
    acceleratorPedalPosition: round(100 * pedal, 1),
    brakePedalStatus: speed === 0 || acceleration < BRAKE_LIGHT,
    transmissionGearPosition: GEAR_POSITIONS[gear - 1] ?? 'neutral',
    // Ackermann’s angle of a single-track model
    steeringWheelAngle: round(STEERING * Math.atan(world.design.wheelbase * piece.curvature) * DEGREES, 1),
  };
}

function ofPosition(vehicle: SimulatedVehicle, place: Place, noise: SeededRandom): SimulatedValues {
  const { latitude, longitude } = fix(vehicle, place, noise);
  const course = place.heading * DEGREES + noise.normal(0, FIX.course);
  return {
    satellites: Math.max(0, Math.round(noise.normal(12, 1.5))),
    ...{ latitude, longitude, altitude: round(vehicle.world.site.altitude + place.z + noise.normal(0, FIX.height), 1) },
    course: round(((course % 360) + 360) % 360, 1),
    speed: round(Math.max(0, noise.normal(vehicle.motion.state.speed * 3.6, FIX.speed)), 2),
  };
}

function ofSwitches({ situation, tripSteps }: Seen, driver: Driver): SimulatedValues {
  const { dark, raining } = situation;
  const delivering = driver.standsAt === 'customer';
  const fast = driver.piece.limit > HIGH_BEAM_LIMIT && driver.piece.curvature === 0;
  return {
    ignitionStatus: tripSteps <= START_SECONDS ? 'start' : 'run',
    gearLeverPosition: delivering ? 'park' : 'drive',
    parkingBrakeStatus: delivering,
    driverDoorAjar: delivering && driver.wait < DOOR_SECONDS,
    ...{ passengerDoorAjar: false, rearLeftDoorAjar: false, rearRightDoorAjar: false },
    headlampStatus: dark || raining,
    highBeamStatus: dark && fast,
    windshieldWiperStatus: raining,
  };
}

function fix(
  { world }: SimulatedVehicle,
  { x, y }: Place,
  noise: SeededRandom,
): { latitude: number; longitude: number } {
  const seen = { x: noise.normal(x, FIX.across), y: noise.normal(y, FIX.across) };
  const { latitude, longitude } = onEarth(world.site, seen);
  return { latitude: round(latitude, 6), longitude: round(longitude, 6) };
}

/** `+ 0` makes −0 a plain 0. */
const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits + 0;

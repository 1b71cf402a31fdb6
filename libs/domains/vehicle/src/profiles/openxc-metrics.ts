import { flag, gaugesStaleAfter, textState, type MetricDefinition } from '@fieldline/domain-pack';

const OPENXC = 'OpenXC message format 0.8, official signals';
const driving = gaugesStaleAfter(60);
/** Levels and switches are told while parked too, or said nothing about for long. */
const RESTING_SECONDS = 86_400;

const GEARS = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');
export const GEAR_POSITIONS = [...GEARS, 'reverse', 'neutral'];
export const LEVER_POSITIONS = ['neutral', 'park', 'reverse', 'drive', 'sport', 'low', ...GEARS];
export const IGNITION_STATES = ['off', 'accessory', 'run', 'start'];

const gauge = (metric: string, unit: string, [min, max]: readonly [number, number]): MetricDefinition =>
  driving(metric, { unit, min, max, reason: `${OPENXC}: ${min} to ${max}.` });
const counter = (metric: string, unit: string, max: number): MetricDefinition => ({
  ...gauge(metric, unit, [0, max]),
  kind: 'counter',
  stalenessSeconds: RESTING_SECONDS,
});
const state = (metric: string, states: readonly string[]): MetricDefinition =>
  textState(metric, RESTING_SECONDS, states);
const onOff = (metric: string): MetricDefinition => flag(metric, RESTING_SECONDS);

/** The signals that OpenXC names officially, but its position; with its ranges, which are what the CAN signals can carry. */
export const openxcMetrics: readonly MetricDefinition[] = [
  gauge('vehicleSpeed', 'km/h', [0, 655]),
  gauge('engineSpeed', '/min', [0, 16_382]),
  gauge('torqueAtTransmission', 'N.m', [-500, 1500]),
  { ...gauge('acceleratorPedalPosition', '%', [0, 100]), reason: `${OPENXC}: percentage.` },
  gauge('steeringWheelAngle', 'deg', [-600, 600]),
  onOff('brakePedalStatus'),
  onOff('parkingBrakeStatus'),
  state('transmissionGearPosition', GEAR_POSITIONS),
  state('gearLeverPosition', LEVER_POSITIONS),
  state('ignitionStatus', IGNITION_STATES),
  counter('odometer', 'km', 16_777_214),
  counter('fuelConsumedSinceRestart', 'L', 4_294_967_295),
  {
    ...gauge('fuelLevel', '%', [0, 100]),
    reason: `${OPENXC}: percentage of the tank.`,
    stalenessSeconds: RESTING_SECONDS,
  },
  onOff('driverDoorAjar'),
  onOff('passengerDoorAjar'),
  onOff('rearLeftDoorAjar'),
  onOff('rearRightDoorAjar'),
  onOff('headlampStatus'),
  onOff('highBeamStatus'),
  onOff('windshieldWiperStatus'),
];

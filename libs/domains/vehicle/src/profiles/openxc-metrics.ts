import type { MetricDefinition } from '@fieldline/domain-pack';

const OPENXC = 'OpenXC message format 0.8, official signals';
const DRIVING = { stalenessSeconds: 60 } as const;
/** Levels and switches are told while parked too, or said nothing about for long. */
const RESTING = { stalenessSeconds: 86_400 } as const;

const GEARS = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');
export const GEAR_POSITIONS = [...GEARS, 'reverse', 'neutral'];
export const LEVER_POSITIONS = ['neutral', 'park', 'reverse', 'drive', 'sport', 'low', ...GEARS];
export const IGNITION_STATES = ['off', 'accessory', 'run', 'start'];

const gauge = (metric: string, unit: string, [min, max]: readonly [number, number]): MetricDefinition => ({
  metric,
  unit,
  kind: 'gauge',
  type: 'number',
  min,
  max,
  reason: `${OPENXC}: ${min} to ${max}.`,
  ...DRIVING,
});
const counter = (metric: string, unit: string, max: number): MetricDefinition => ({
  ...gauge(metric, unit, [0, max]),
  kind: 'counter',
  ...RESTING,
});
const state = (metric: string, states: readonly string[]): MetricDefinition => ({
  metric,
  unit: '1',
  kind: 'state',
  type: 'string',
  states: [...states],
  ...RESTING,
});
const flag = (metric: string): MetricDefinition => ({ metric, unit: '1', kind: 'state', type: 'boolean', ...RESTING });

/** The signals that OpenXC names officially, but its position; with its ranges, which are what the CAN signals can carry. */
export const openxcMetrics: readonly MetricDefinition[] = [
  gauge('vehicleSpeed', 'km/h', [0, 655]),
  gauge('engineSpeed', '/min', [0, 16_382]),
  gauge('torqueAtTransmission', 'N.m', [-500, 1500]),
  { ...gauge('acceleratorPedalPosition', '%', [0, 100]), reason: `${OPENXC}: percentage.` },
  gauge('steeringWheelAngle', 'deg', [-600, 600]),
  flag('brakePedalStatus'),
  flag('parkingBrakeStatus'),
  state('transmissionGearPosition', GEAR_POSITIONS),
  state('gearLeverPosition', LEVER_POSITIONS),
  state('ignitionStatus', IGNITION_STATES),
  counter('odometer', 'km', 16_777_214),
  counter('fuelConsumedSinceRestart', 'L', 4_294_967_295),
  { ...gauge('fuelLevel', '%', [0, 100]), reason: `${OPENXC}: percentage of the tank.`, ...RESTING },
  flag('driverDoorAjar'),
  flag('passengerDoorAjar'),
  flag('rearLeftDoorAjar'),
  flag('rearRightDoorAjar'),
  flag('headlampStatus'),
  flag('highBeamStatus'),
  flag('windshieldWiperStatus'),
];

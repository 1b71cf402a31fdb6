import type { ReplayMapping, ReplaySignal } from '@fieldline/domain-pack';
import { vehicleProfile } from '../profiles/vehicle.js';

const signal = (name: string, metric: string, unit: string): ReplaySignal => ({ signal: name, metric, unit });
const state = (name: string, metric: string): ReplaySignal => ({ signal: name, metric });

/**
 * Traces of a Ford on a street of New York, a signal a line; one trace is the beginning of the other, so its readings are
 * told twice. Signals of several bus messages do not come in the order of their times.
 */
export const openxc: ReplayMapping = {
  id: 'openxc',
  source: 'openxc-python, traces of a Ford, BSD-3',
  profile: vehicleProfile,
  format: { kind: 'json-lines' },
  header: ['name', 'value', 'timestamp'],
  missing: [],
  time: { kind: 'epoch-seconds', column: 'timestamp' },
  equalInstants: 'next-millisecond',
  site: { name: 'replay-openxc', timeZone: 'America/New_York', currency: 'USD' },
  device: { kind: 'fixed', externalId: 'openxc-ford' },
  parts: '^trace',
  columns: [],
  events: {
    signalColumn: 'name',
    valueColumn: 'value',
    signals: [
      signal('accelerator_pedal_position', 'acceleratorPedalPosition', '%'),
      signal('engine_speed', 'engineSpeed', '/min'),
      signal('vehicle_speed', 'vehicleSpeed', 'km/h'),
      signal('torque_at_transmission', 'torqueAtTransmission', 'N.m'),
      signal('steering_wheel_angle', 'steeringWheelAngle', 'deg'),
      signal('odometer', 'odometer', 'km'),
      signal('fuel_level', 'fuelLevel', '%'),
      signal('fuel_consumed_since_restart', 'fuelConsumedSinceRestart', 'L'),
      signal('latitude', 'latitude', 'deg'),
      signal('longitude', 'longitude', 'deg'),
      state('brake_pedal_status', 'brakePedalStatus'),
      state('parking_brake_status', 'parkingBrakeStatus'),
      state('transmission_gear_position', 'transmissionGearPosition'),
      state('gear_lever_position', 'gearLeverPosition'),
      state('ignition_status', 'ignitionStatus'),
      state('headlamp_status', 'headlampStatus'),
      state('high_beam_status', 'highBeamStatus'),
      state('windshield_wiper_status', 'windshieldWiperStatus'),
    ],
    ignored: {},
  },
};

import { DBUS_COLUMNS, type ReplayMapping } from '@fieldline/domain-pack';
import { vehicleProfile } from '../profiles/vehicle.js';

/**
 * A receiver standing in Groningen (53.2° N, 6.6° E), a fix a second. Its own `/UtcTimestamp` comes before what belongs to
 * it and is the clock, for the recorder's seconds hold one fix or two and fall behind.
 */
export const victronGps: ReplayMapping = {
  id: 'victron-gps',
  source: 'D-Bus recording of victronenergy/dbus-recorder, MIT',
  profile: vehicleProfile,
  format: { kind: 'dbus' },
  firstLine: '^com\\.victronenergy\\.gps',
  header: DBUS_COLUMNS,
  missing: ['[]'],
  time: {
    kind: 'signal-clock',
    signal: '/UtcTimestamp',
    start: '2014-11-17T12:15:30Z',
    reason: 'a second before the first fix: the tree was asked for while fixes came in, its own time is one of theirs',
  },
  equalInstants: 'next-millisecond',
  site: { name: 'replay-victron-gps', timeZone: 'Europe/Amsterdam', currency: 'EUR' },
  device: { kind: 'fixed', externalId: 'victron-gps' },
  columns: [],
  events: {
    signalColumn: 'path',
    valueColumn: 'value',
    signals: [
      { signal: '/Position/Latitude', metric: 'latitude', unit: 'deg' },
      { signal: '/Position/Longitude', metric: 'longitude', unit: 'deg' },
      { signal: '/Altitude', metric: 'altitude', unit: 'm' },
      { signal: '/Course', metric: 'course', unit: 'deg' },
      { signal: '/Speed', metric: 'speed', unit: 'm/s' },
      { signal: '/NrOfSatellites', metric: 'satellites', unit: '1' },
    ],
    ignored: {
      '/Connected': 'tells of the service, not of the receiver',
      '/DeviceInstance': 'names the service',
      '/FirmwareVersion': 'is empty for this receiver',
      '/Fix': 'is told once, and no position comes without it',
      '/HardwareVersion': 'is empty for this receiver',
      '/MagneticVariation': 'is empty for this receiver',
      '/Mgmt': 'names the service',
      '/Mgmt/': 'names the service',
      '/Position': 'is the branch of the tree above latitude and longitude',
      '/ProductId': 'names the receiver',
      '/ProductName': 'names the receiver',
    },
  },
  ignored: {
    second: 'the receiver’s own clock is better',
    type: 'the D-Bus type of the value',
    text: 'the value rounded',
  },
};

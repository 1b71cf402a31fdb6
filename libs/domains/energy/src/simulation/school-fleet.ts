import type { FleetDevice, FleetSite, SampleFleet } from '@fieldline/domain-pack';
import { electricityMeterProfile } from '../profiles/electricity-meter.js';
import { smartPlugProfile } from '../profiles/smart-plug.js';
import { switchboardProfile } from '../profiles/switchboard.js';
import { PLUGS_PER_SCHOOL, PlugLoad } from './plug-load.js';
import { meterDevice, plugDevice, roomDevice } from './school-devices.js';
import { ROOMS_PER_SCHOOL } from './school-life.js';
import { schoolPlace } from './school-place.js';

const SITE: FleetSite = {
  name: 'Sevilla schools',
  timeZone: 'Europe/Madrid',
  currency: 'EUR',
  latitude: 37.389,
  longitude: -5.984,
};
const METERS = 1;
const PER_SCHOOL = ROOMS_PER_SCHOOL + METERS + PLUGS_PER_SCHOOL;
/** E2's default. */
const INTERVAL_SECONDS = 30;

/** Schools of 16 rooms, a meter and three plugs; a larger fleet has more schools. */
export const schoolFleet: SampleFleet = {
  sites: [SITE],
  size: PER_SCHOOL,
  device(index, seed) {
    const school = Math.floor(index / PER_SCHOOL);
    const number = index % PER_SCHOOL;
    const place = schoolPlace(seed, school, SITE);
    const common = { site: SITE.name, intervalSeconds: INTERVAL_SECONDS };
    if (number < ROOMS_PER_SCHOOL) {
      const room = school * ROOMS_PER_SCHOOL + number;
      const simulate: FleetDevice['simulate'] = (startAt) => roomDevice(place, number, startAt);
      return { ...common, ...named('room', 'Room', room), profile: switchboardProfile.id, simulate };
    }
    if (number < ROOMS_PER_SCHOOL + METERS) {
      const simulate: FleetDevice['simulate'] = (startAt) => meterDevice(place, startAt);
      return { ...common, ...named('meter', 'Main meter', school), profile: electricityMeterProfile.id, simulate };
    }
    const plug = number - ROOMS_PER_SCHOOL - METERS;
    const simulate: FleetDevice['simulate'] = (startAt) => plugDevice(place, plug, startAt);
    const appliance = new PlugLoad(place, plug).name;
    return {
      ...common,
      ...named('plug', appliance, school * PLUGS_PER_SCHOOL + plug),
      profile: smartPlugProfile.id,
      simulate,
    };
  },
};

function named(prefix: string, name: string, index: number): Pick<FleetDevice, 'externalId' | 'name'> {
  const number = index + 1;
  return { externalId: `${prefix}-${String(number).padStart(4, '0')}`, name: `${name} ${number}` };
}

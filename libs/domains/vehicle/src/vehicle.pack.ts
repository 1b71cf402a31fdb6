import type { DomainPack } from '@fieldline/domain-pack';
import { vehicleHints } from './profiles/vehicle-hints.js';
import { vehicleProfile } from './profiles/vehicle.js';
import { vehicleReplays } from './replays/vehicle-replays.js';
import { vehicleSeedNames } from './seed-names.js';
import { vehicleFleet } from './vehicle.fleet.js';

export const vehiclePack: DomainPack = {
  id: 'vehicle',
  name: 'Vehicle fleet computers',
  profiles: [vehicleProfile],
  seedNames: vehicleSeedNames,
  hints: [vehicleHints],
  fleet: vehicleFleet,
  replays: vehicleReplays,
};

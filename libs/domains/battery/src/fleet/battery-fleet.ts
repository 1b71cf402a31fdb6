import { SeededRandom, type FleetDevice, type FleetSite, type SampleFleet } from '@fieldline/domain-pack';
import { BatteryPackLife } from '../simulation/battery-pack-life.js';
import { chemistries, type Chemistry } from '../simulation/chemistry.js';
import type { Climate } from '../simulation/climate.js';
import type { PackDesign } from '../simulation/pack-design.js';
import { packTelemetry, type PackIdentity } from '../simulation/pack-telemetry.js';
import { storageDuty } from '../simulation/storage-duty.js';
import { vehicleDuty } from '../simulation/vehicle-duty.js';

const SERIES_CELLS = 16;
const STORAGE: FleetSite = {
  name: 'Bremen storage',
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
  latitude: 53.08,
  longitude: 8.81,
};
const DEPOT: FleetSite = {
  name: 'Lisbon depot',
  timeZone: 'Europe/Lisbon',
  currency: 'EUR',
  latitude: 38.72,
  longitude: -9.14,
};
/** Rounded from the monthly means 1991–2020 of the national weather services. */
const CLIMATES: Readonly<Record<string, Climate>> = {
  [STORAGE.name]: { meanC: 10, seasonK: 8, dayK: 4 },
  [DEPOT.name]: { meanC: 17.5, seasonK: 6, dayK: 4 },
};
const STORAGE_KINDS: readonly { chemistry: Chemistry; nominalAh: number }[] = [
  { chemistry: 'LFP', nominalAh: 280 },
  { chemistry: 'NMC', nominalAh: 100 },
  { chemistry: 'LFP', nominalAh: 200 },
  { chemistry: 'NCA', nominalAh: 116 },
];
const VEHICLE_CHEMISTRIES: readonly Chemistry[] = ['NMC', 'LFP', 'NCA', 'LCO'];
const VEHICLE_AH = 105;
const FIRMWARE = ['2.4.1', '2.4.1', '2.3.7', '2.5.0'];
/** One pack in so many has an aged cell. */
const WEAK_EVERY = 12;
const DAYS = 86_400;

/** Two of three packs store the sun of a day for its evening, the third drives. */
export const batteryFleet: SampleFleet = {
  sites: [STORAGE, DEPOT],
  size: 12,
  device: (index, seed): FleetDevice => {
    const externalId = `pack-${String(index + 1).padStart(4, '0')}`;
    const drives = index % 3 === 2;
    const site = drives ? DEPOT : STORAGE;
    const random = new SeededRandom(seed, externalId);
    const design = designOf(index, drives, random);
    const identity: PackIdentity = {
      seed,
      device: externalId,
      firmwareVersion: FIRMWARE[index % FIRMWARE.length] as string,
      uptimeBefore: Math.round(random.between(1, 200) * DAYS),
    };
    return {
      externalId,
      name: `${drives ? 'Vehicle' : 'Storage'} pack ${index + 1} (${design.chemistry})`,
      site: site.name,
      profile: 'battery-pack',
      intervalSeconds: 10,
      simulate: (startAt) => {
        const duty = (drives ? vehicleDuty : storageDuty)({
          seed,
          place: site.name,
          device: externalId,
          timeZone: site.timeZone,
          climate: CLIMATES[site.name] as Climate,
          energyWh: design.nominalAh * design.seriesCells * chemistries[design.chemistry].nominalV,
        });
        const life = new BatteryPackLife(design, duty, startAt, new SeededRandom(seed, `${externalId}:cells`));
        return {
          advance: (at) => {
            life.liveUntil(at);
            return packTelemetry(life, identity);
          },
        };
      },
    };
  },
};

function designOf(index: number, drives: boolean, random: SeededRandom): PackDesign {
  const place = Math.floor(index / 3);
  const stored = STORAGE_KINDS[(index - place) % STORAGE_KINDS.length] as (typeof STORAGE_KINDS)[number];
  const chemistry = drives ? (VEHICLE_CHEMISTRIES[place % VEHICLE_CHEMISTRIES.length] as Chemistry) : stored.chemistry;
  const nominalAh = drives ? VEHICLE_AH : stored.nominalAh;
  const lifeUsed = random.fraction();
  const { cycleLife } = chemistries[chemistry];
  return {
    chemistry,
    nominalAh,
    seriesCells: SERIES_CELLS,
    health: 1.02 - 0.12 * lifeUsed,
    cycles: Math.round(0.5 * lifeUsed * cycleLife),
    charge: drives ? random.between(0.75, 0.95) : random.between(0.3, 0.7),
    // C-rates: storage inverters half, light vehicles' drives more.
    largestChargeA: nominalAh * (drives ? 1.5 : 0.5),
    largestDischargeA: nominalAh * (drives ? 2.5 : 0.5),
    balancingOhm: 20,
    ...(index % WEAK_EVERY === WEAK_EVERY - 5
      ? { weakCell: { place: Math.floor(random.between(0, SERIES_CELLS)), lacking: 0.08 } }
      : {}),
  };
}

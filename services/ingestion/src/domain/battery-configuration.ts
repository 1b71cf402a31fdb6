import type { DeviceStatus } from './registered-device.js';

export const CHEMISTRIES = ['LFP', 'NMC', 'LCO', 'NCA'] as const;
export type Chemistry = (typeof CHEMISTRIES)[number];

/** What a battery is (systems.md B4); the registry's own columns of the device beside it. */
export interface BatteryConfiguration {
  readonly chemistry: Chemistry;
  readonly nominalCapacityAh: number;
  readonly nominalVoltageV: number;
  readonly maxChargePowerW: number;
  readonly maxDischargePowerW: number;
  readonly seriesCells: number;
  readonly parallelCells: number;
  readonly rackPosition: string | null;
  /** Dates: `yyyy-mm-dd`. */
  readonly installedOn: string | null;
  readonly commissionedOn: string | null;
  /** Of the device: the name of its place in the site, its status and firmware. */
  readonly location: string | null;
  readonly status: DeviceStatus;
  readonly firmware: string | null;
}

/** What may be left out stays as it is, and is nothing in a new one; null takes it away. */
type Optional = 'rackPosition' | 'installedOn' | 'commissionedOn' | 'location' | 'status' | 'firmware';
export type BatteryRequest = Omit<BatteryConfiguration, Optional> & {
  readonly [K in Optional]?: BatteryConfiguration[K] | undefined;
};

const NOTHING = { rackPosition: null, installedOn: null, commissionedOn: null };

/** What of a configuration the device's own row holds, whether there is a configuration or not. */
export type DeviceFacts = Pick<BatteryConfiguration, 'location' | 'status' | 'firmware'>;

export function changeBattery(
  current: BatteryConfiguration | undefined,
  device: DeviceFacts,
  request: BatteryRequest,
): BatteryConfiguration {
  const given = Object.fromEntries(
    Object.entries(request).filter(([, value]) => value !== undefined),
  ) as BatteryRequest;
  return { ...NOTHING, ...current, ...device, ...given } as BatteryConfiguration;
}

/** What no single field shows; undefined when all is well. */
export function batteryFault({ installedOn, commissionedOn }: BatteryConfiguration): string | undefined {
  // as yyyy-mm-dd, dates sort as texts
  if (installedOn === null || commissionedOn === null || commissionedOn >= installedOn) return undefined;
  return `commissionedOn: ${commissionedOn} is before installedOn, ${installedOn}; expected that day or later`;
}

const ARCHIVE_YEARS = 5;

/** B4: what has not changed since then is archived. Five calendar years before `now`, both ms since 1970. */
export function archiveLimit(now: number): number {
  const date = new Date(now);
  const month = date.getUTCMonth();
  date.setUTCFullYear(date.getUTCFullYear() - ARCHIVE_YEARS);
  // 29 February became 1 March
  if (date.getUTCMonth() !== month) date.setUTCDate(0);
  return date.getTime();
}

import type { DeviceStatus } from './registered-device.js';

export const CHEMISTRIES = ['LFP', 'NMC', 'LCO', 'NCA'] as const;
export type Chemistry = (typeof CHEMISTRIES)[number];

/** The range of `remainingCapacity` in the profile battery-pack; thin-film cells, the smallest, hold about 1 mA·h. */
export const CAPACITY_AH = { least: 0.001, most: 20_000 } as const;
/** A cell’s least to the end of low voltage, 1,500 V DC (IEC 60038). */
export const VOLTAGE_V = { least: 1.5, most: 1500 } as const;
/** A thin-film cell’s milliwatts to 1,500 V × 2,000 A, what the profile battery-pack can measure. */
export const POWER_W = { least: 0.001, most: 3_000_000 } as const;
/**
 * Nominal voltage of one cell in series: wide around 3.2 V (LFP) to 3.9 V (LCO, high voltage), as makers round; it finds
 * cells in parallel counted as in series, and volts given as millivolts.
 */
export const CELL_NOMINAL_V = { least: 1.5, most: 4.5 } as const;
/** 1,500 V of cells of 1.5 V. */
export const MOST_SERIES_CELLS = 1000;
/** 20,000 A·h of cells of 1 A·h, small cylindrical ones. */
export const MOST_PARALLEL_CELLS = 20_000;
/** Lithium-ion cells are on sale since 1991; the other end finds a century mistyped. */
export const BATTERY_DATES = { first: '1991-01-01', last: '2099-12-31' } as const;

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
export function batteryFault(battery: BatteryConfiguration): string | undefined {
  return voltageFault(battery) ?? datesFault(battery);
}

function voltageFault({ nominalVoltageV, seriesCells }: BatteryConfiguration): string | undefined {
  const { least, most } = CELL_NOMINAL_V;
  const aCellV = nominalVoltageV / seriesCells;
  if (aCellV >= least && aCellV <= most) return undefined;
  const right = `expected ${least} to ${most} V a cell, ${seriesCells * least} to ${seriesCells * most} V`;
  return `nominalVoltageV: ${nominalVoltageV} V of ${seriesCells} cells in series is ${Number(aCellV.toPrecision(3))} V a cell; ${right}`;
}

function datesFault({ installedOn, commissionedOn }: BatteryConfiguration): string | undefined {
  // as yyyy-mm-dd, dates sort as texts
  if (installedOn === null || commissionedOn === null || commissionedOn >= installedOn) return undefined;
  return `commissionedOn: ${commissionedOn} is before installedOn, ${installedOn}; expected that day or later`;
}

const CHARGE_METRICS = ['stateOfCharge', 'chargeDrawn'];

/** A battery’s profile tells of charge; undefined when it does. */
export function batteryProfileFault(profile: string, metrics: readonly string[]): string | undefined {
  if (CHARGE_METRICS.some((metric) => metrics.includes(metric))) return undefined;
  const right = `expected a battery's, such as battery-pack, with ${CHARGE_METRICS.join(' or ')}`;
  return `profile: the device's, '${profile}', is no battery's; ${right}`;
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

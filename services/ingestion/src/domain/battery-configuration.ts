import type { Chemistry } from '@fieldline/contracts';
import type { DeviceStatus } from './registered-device.js';

/**
 * Nominal voltage of one cell in series: wide around 3.2 V (LFP) to 3.9 V (LCO, high voltage), as makers round; it finds
 * cells in parallel counted as in series, and volts given as millivolts.
 */
export const CELL_NOMINAL_V = { least: 1.5, most: 4.5 } as const;

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

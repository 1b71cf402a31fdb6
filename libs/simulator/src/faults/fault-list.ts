import type { BeginEpisode } from './fault.js';
import { clock1970 } from './clock-1970.js';
import { clockHourAhead, clockHourBehind } from './clock-hour.js';
import { duplicates } from './duplicates.js';
import { flood } from './flood.js';
import { gaps } from './gaps.js';
import { garbage } from './garbage.js';
import { late } from './late.js';
import { reboot } from './reboot.js';
import { stuck } from './stuck.js';
import { units } from './units.js';

/** A column of a device's ledger. */
export type LedgerColumn =
  'duplicate' | 'outOfOrder' | 'missing' | 'restarts' | 'clockUnsynced' | 'refusedValues' | 'unchanged' | 'refused';

/** One way in which a device's messages go wrong. */
export interface MessageFault {
  readonly id: string;
  /** How it is asked for; two may come with one word. */
  readonly flag: string;
  /** How often a reading of a device begins it. */
  readonly chance: number;
  /** Where the server shows it. */
  readonly column: LedgerColumn;
  readonly begin: BeginEpisode;
}

/**
 * The chances make each of them show tens to hundreds of times in ten minutes of 200 devices: some thousand readings. A
 * fault that lasts for several readings begins the less often.
 */
export const MESSAGE_FAULTS = [
  { id: 'duplicates', flag: 'duplicates', chance: 0.02, column: 'duplicate', begin: duplicates },
  { id: 'late', flag: 'late', chance: 0.02, column: 'outOfOrder', begin: late },
  { id: 'gaps', flag: 'gaps', chance: 0.02, column: 'missing', begin: gaps },
  { id: 'reboot', flag: 'reboot', chance: 0.01, column: 'restarts', begin: reboot },
  { id: 'clock-1970', flag: 'clock-1970', chance: 0.01, column: 'clockUnsynced', begin: clock1970 },
  { id: 'clock-hour ahead', flag: 'clock-hour', chance: 0.01, column: 'clockUnsynced', begin: clockHourAhead },
  { id: 'clock-hour behind', flag: 'clock-hour', chance: 0.01, column: 'outOfOrder', begin: clockHourBehind },
  { id: 'units', flag: 'units', chance: 0.02, column: 'refusedValues', begin: units },
  { id: 'stuck', flag: 'stuck', chance: 0.01, column: 'unchanged', begin: stuck },
  { id: 'garbage', flag: 'garbage', chance: 0.02, column: 'refused', begin: garbage },
  { id: 'flood', flag: 'flood', chance: 0.005, column: 'duplicate', begin: flood },
] as const satisfies readonly MessageFault[];

export type MessageFaultId = (typeof MESSAGE_FAULTS)[number]['id'];

/** All devices drop their connections at once; it happens to connections, not to messages. */
export const RECONNECT_STORM = 'reconnect-storm';

/** What `--faults` takes. */
export const FAULT_FLAGS: readonly string[] = [
  ...new Set([...MESSAGE_FAULTS.map(({ flag }) => flag), RECONNECT_STORM]),
];

/**
 * The faults of one device. Of those that the server counts in the same column a device has one only, by its number, so
 * that the ledgers tell them apart.
 */
export function faultsOf(device: number, flags: ReadonlySet<string>): readonly MessageFault[] {
  const byColumn = new Map<LedgerColumn, MessageFault[]>();
  for (const fault of MESSAGE_FAULTS) {
    if (flags.has(fault.flag)) byColumn.set(fault.column, [...(byColumn.get(fault.column) ?? []), fault]);
  }
  return [...byColumn.values()].map((faults) => faults[device % faults.length] as MessageFault);
}

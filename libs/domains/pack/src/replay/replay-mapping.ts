import type { ProfileDefinition } from '../profile-definition.js';
import type { RecordingFormat } from './recording-format.js';
import type { ReplayTime } from './replay-time-declaration.js';
import type { ReplayArray, ReplayColumn, ReplayEvents } from './replay-values.js';

/** Whose readings a row's are. */
export type ReplayDevice =
  | { readonly kind: 'fixed'; readonly externalId: string }
  /** The one a column names behind a prefix. */
  | { readonly kind: 'column'; readonly column: string; readonly prefix: string }
  /** The one the file's name names: the first group of the mapping's `fileName`, behind a prefix. */
  | { readonly kind: 'file-name'; readonly prefix: string }
  /** Several in turn, told apart by a number: the first band whose `from` it reaches. */
  | {
      readonly kind: 'bands';
      readonly column: string;
      readonly bands: readonly { readonly from: number; readonly externalId: string }[];
    };

export interface ReplaySite {
  readonly name: string;
  /** IANA time zone. */
  readonly timeZone: string;
  /** ISO 4217. */
  readonly currency: string;
}

/**
 * How a recording's file becomes readings: data alone, so a new recording needs no code. Sites made for a replay have the
 * lifetime `history`, for recordings are older than any other lifetime.
 */
export interface ReplayMapping {
  readonly id: string;
  /** What was recorded, by whom, under which licence. */
  readonly source: string;
  readonly profile: ProfileDefinition;
  readonly format: RecordingFormat;
  /** Regular expression that the file's name must match; where absent, the columns alone tell the recording. */
  readonly fileName?: string;
  /** Regular expression of the first line, where the file does not name its columns. */
  readonly firstLine?: string;
  /** The columns in order; the file is recognised by them where it names them. */
  readonly header: readonly string[];
  /** Texts that mean no value; such a value is absent from the reading, never zero. */
  readonly missing: readonly string[];
  readonly decimalComma?: true;
  readonly time: ReplayTime;
  /**
   * What it means that a device tells a metric again for the same instant: a `correction` of it, which the later row wins,
   * or, where the recording's clock is coarser than its events, a further value, put the next free millisecond later.
   * `correction` where absent.
   */
  readonly equalInstants?: 'correction' | 'next-millisecond';
  readonly site: ReplaySite;
  readonly device: ReplayDevice;
  /** Regular expression of the names of files that are parts of one recording. */
  readonly parts?: string;
  readonly columns: readonly ReplayColumn[];
  readonly arrays?: readonly ReplayArray[];
  readonly events?: ReplayEvents;
  /** Columns that are not replayed, and why. */
  readonly ignored?: Readonly<Record<string, string>>;
}

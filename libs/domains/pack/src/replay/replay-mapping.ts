/** How a row's time of measurement is made. All produce ms since 1970. */
export type ReplayTime =
  | {
      /** The first row carries a local time, every row the seconds since that row. */
      readonly kind: 'start-and-elapsed';
      readonly startColumn: string;
      /** Luxon tokens of the start, English names. */
      readonly startFormat: string;
      readonly elapsedSecondsColumn: string;
      /** IANA zone of the start. */
      readonly zone: string;
    }
  | {
      /** Every row carries its local date and hour in columns of their own. */
      readonly kind: 'local-hour';
      readonly year: string;
      readonly month: string;
      readonly day: string;
      readonly hour: string;
      /** IANA zone of the columns. */
      readonly zone: string;
    };

/** Whose readings a row's are: always the same device, or the one a column names behind a prefix. */
export type ReplayDevice =
  | { readonly kind: 'fixed'; readonly externalId: string }
  | { readonly kind: 'column'; readonly column: string; readonly prefix: string };

export interface ReplayColumn {
  readonly column: string;
  readonly metric: string;
  /** sent = recorded × scale; 1 where absent. */
  readonly scale?: number;
  /** What each recorded code stands for, where the column holds codes and not numbers. */
  readonly codes?: Readonly<Record<string, number>>;
}

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
  /** Profile id; its newest version is used. */
  readonly profile: string;
  /** The file is recognised by exactly these columns in this order. */
  readonly header: readonly string[];
  readonly delimiter: string;
  /** Texts that mean no value; such a value is absent from the reading, never zero. */
  readonly missing: readonly string[];
  readonly time: ReplayTime;
  readonly site: ReplaySite;
  readonly device: ReplayDevice;
  readonly columns: readonly ReplayColumn[];
}

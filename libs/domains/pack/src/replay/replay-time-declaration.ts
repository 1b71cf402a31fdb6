/** How a row's time of measurement is made. All produce whole ms since 1970. */
export type ReplayTime =
  StartAndElapsed | LocalHour | LocalTimeColumn | EpochSeconds | DeclaredStart | DeclaredStep | SignalClock;

/** The first row carries a local time, every row the seconds since that row. */
export interface StartAndElapsed {
  readonly kind: 'start-and-elapsed';
  readonly startColumn: string;
  /** Luxon tokens of the start, English names. */
  readonly startFormat: string;
  readonly elapsedSecondsColumn: string;
  /** IANA zone of the start. */
  readonly zone: string;
}

/** Every row carries its local date and hour in columns of their own. */
export interface LocalHour {
  readonly kind: 'local-hour';
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  /** IANA zone of the columns. */
  readonly zone: string;
}

/** Every row carries its local time. */
export interface LocalTimeColumn {
  readonly kind: 'local';
  readonly column: string;
  /** Luxon tokens, English names. */
  readonly format: string;
  /** IANA zone of the column; a fixed one such as `Etc/GMT-1` for a clock that kept standard time all year. */
  readonly zone: string;
}

/** Every row carries seconds since 1970, with decimals. */
export interface EpochSeconds {
  readonly kind: 'epoch-seconds';
  readonly column: string;
}

/** Rows carry seconds only; when they began is declared. */
export interface DeclaredStart {
  readonly kind: 'declared-start';
  /** RFC 3339. */
  readonly start: string;
  readonly elapsedSecondsColumn: string;
  /** What the column counts from: 0 where absent, else what it holds in the device's first row. */
  readonly from?: 'first-row-of-device';
  /** Where the start comes from, or that it is assumed. */
  readonly reason: string;
}

/** Rows carry no time at all: they follow each other in equal steps from a declared start. */
export interface DeclaredStep {
  readonly kind: 'declared-step';
  /** RFC 3339, of the first row. */
  readonly start: string;
  readonly stepSeconds: number;
  readonly reason: string;
}

/** One of the signals of an event recording is the clock: what follows it was measured at the second since 1970 it tells. */
export interface SignalClock {
  readonly kind: 'signal-clock';
  readonly signal: string;
  /** RFC 3339, of what comes before the clock's first event. */
  readonly start: string;
  readonly reason: string;
}

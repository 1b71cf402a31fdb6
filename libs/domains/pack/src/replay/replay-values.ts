/** What a recorded text stands for where it is a code. */
export type ReplayCodes = Readonly<Record<string, number | boolean | string>>;

/** How a recorded text becomes a value of a metric; what the metric's type and unit are, the profile says. */
export interface ReplayValue {
  readonly metric: string;
  /** UCUM unit it is recorded in; for numbers. The metric's own where absent. */
  readonly unit?: string;
  /** It is recorded with the opposite sign. */
  readonly negate?: true;
  readonly codes?: ReplayCodes;
  /** Texts that mean no value here, besides those of the whole recording. */
  readonly missing?: readonly string[];
  /** What the recording's own name or description says otherwise, and how that is known. */
  readonly note?: string;
}

/** A column that is a metric. */
export interface ReplayColumn extends ReplayValue {
  readonly column: string;
}

/** Columns that are one array, in order. One of them missing leaves none: an array has no holes. */
export interface ReplayArray extends ReplayValue {
  readonly columns: readonly string[];
}

/** A signal of an event recording that is a metric. */
export interface ReplaySignal extends ReplayValue {
  /** Exactly as recorded. */
  readonly signal: string;
  /** Where its value stands, if not in the value column of the events. */
  readonly column?: string;
}

/** Each row tells one signal's value: its name in one column, its value in another. */
export interface ReplayEvents {
  readonly signalColumn: string;
  readonly valueColumn: string;
  readonly signals: readonly ReplaySignal[];
  /**
   * Signals that are not replayed, and why; a name that ends in a slash stands for all beneath it. Any other is sent as it
   * stands, so the platform accounts for it.
   */
  readonly ignored: Readonly<Record<string, string>>;
}

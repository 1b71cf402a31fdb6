/** A part of a metric's range that means something to whoever looks at it; ends in the metric's unit. */
export interface Band {
  readonly metric: string;
  /** Absent: from the range's beginning. */
  readonly from?: number;
  /** Exclusive; absent: to the range's end. */
  readonly to?: number;
  readonly level: 'normal' | 'caution' | 'critical';
  /** What it means and who says so: standard, edition, table. */
  readonly meaning: string;
}

/** How a device of a profile is best looked at. */
export interface ProfileHints {
  /** Profile id. */
  readonly profile: string;
  /** Metrics in the order in which an operator wants them; the first is the device's headline. */
  readonly order: readonly string[];
  readonly bands: readonly Band[];
}

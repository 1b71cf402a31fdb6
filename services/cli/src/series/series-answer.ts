/** One metric of a device. */
export interface SeriesAnswer {
  readonly device: string;
  readonly metric: string;
  /** UCUM. */
  readonly unit: string;
  /** Time in ms since 1970, value; oldest first. */
  readonly points: readonly (readonly [number, number])[];
}

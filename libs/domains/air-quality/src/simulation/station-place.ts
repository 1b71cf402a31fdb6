/** Where in its city a station stands, and how much of what is around it. */
export interface StationPlace {
  readonly name: string;
  /** km east and north of the city's centre. */
  readonly east: number;
  readonly north: number;
  /** Of the busiest street, the densest housing, and the works, at 1. */
  readonly traffic: number;
  readonly heating: number;
  readonly works: number;
  /** Has reference analysers, not only low-cost sensors. */
  readonly reference: boolean;
}

export const STATION_PLACES: readonly StationPlace[] = [
  { name: 'main street', east: 0.3, north: 0.2, traffic: 1.6, heating: 0.6, works: 0.1, reference: false },
  { name: 'old town', east: 0, north: 0, traffic: 0.5, heating: 0.8, works: 0.1, reference: true },
  { name: 'housing estate', east: -2.1, north: 1.4, traffic: 0.4, heating: 1, works: 0.1, reference: false },
  { name: 'works gate', east: 2.6, north: -2.2, traffic: 0.7, heating: 0.3, works: 1, reference: false },
  { name: 'school', east: -0.9, north: -1.6, traffic: 0.6, heating: 0.6, works: 0.2, reference: false },
  { name: 'hillside', east: -3.4, north: 3.1, traffic: 0.15, heating: 0.3, works: 0.05, reference: false },
];

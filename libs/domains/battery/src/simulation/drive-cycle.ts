import type { SeededRandom } from '@fieldline/domain-pack';

const KMH_PER_MS = 3.6;
/** m/s². UDDS reaches 1.48 both ways; its drivers mostly use less. */
const ACCELERATION = 1.25;
const BRAKING = 1.3;
/** At the wheels of a light vehicle. */
const POWER_W_PER_KG = 9;
/** Speed breathes while cruising, share and s. */
const RIPPLE = { share: 0.06, periodS: 23 } as const;

/** From one stop to the next. */
export interface Hill {
  /** km/h. */
  readonly peak: number;
  readonly drivingS: number;
  /** Standing before it. */
  readonly standingS: number;
}

/**
 * Urban stop and go, made to have the shape of the EPA's Urban Dynamometer Driving Schedule (40 CFR 86 appendix I (a)): 1,369 s,
 * 12.07 km, 31.5 km/h on average, 91.2 km/h at most, 18 hills with 17 stops between, about a fifth of the time standing.
 */
export const urbanHills: readonly Hill[] = [
  { peak: 40, drivingS: 104, standingS: 20 },
  { peak: 91.2, drivingS: 168, standingS: 39 },
  { peak: 45, drivingS: 76, standingS: 15 },
  { peak: 39, drivingS: 60, standingS: 14 },
  { peak: 33, drivingS: 38, standingS: 18 },
  { peak: 46, drivingS: 85, standingS: 10 },
  { peak: 37, drivingS: 48, standingS: 12 },
  { peak: 29, drivingS: 26, standingS: 16 },
  { peak: 45, drivingS: 89, standingS: 14 },
  { peak: 38, drivingS: 56, standingS: 18 },
  { peak: 34, drivingS: 42, standingS: 10 },
  { peak: 41, drivingS: 66, standingS: 14 },
  { peak: 25, drivingS: 20, standingS: 20 },
  { peak: 39, drivingS: 54, standingS: 9 },
  { peak: 36, drivingS: 46, standingS: 13 },
  { peak: 31, drivingS: 34, standingS: 6 },
  { peak: 43, drivingS: 58, standingS: 9 },
  { peak: 33, drivingS: 34, standingS: 8 },
];

/** Speed in m/s at each second of the hills, one after the other; begins and ends at rest. */
export function speedsOf(hills: readonly Hill[]): Float32Array {
  const speeds: number[] = [];
  for (const hill of hills) {
    for (let second = 0; second < hill.standingS; second++) speeds.push(0);
    for (let second = 0; second < hill.drivingS; second++) speeds.push(speedOn(hill, second));
  }
  speeds.push(0);
  return Float32Array.from(speeds);
}

/** The same hills in another order, driven a little slower and with other stops: another trip through the same town. */
export function anotherTrip(random: SeededRandom): readonly Hill[] {
  return urbanHills
    .map((hill) => ({ hill, place: random.fraction() }))
    .sort((one, other) => one.place - other.place)
    .map(({ hill }) => ({
      peak: hill.peak * random.between(0.9, 1),
      drivingS: hill.drivingS,
      standingS: Math.round(hill.standingS * random.between(0.5, 1.5)),
    }));
}

function speedOn({ peak, drivingS }: Hill, second: number): number {
  const breath = 0.5 - 0.5 * Math.cos((2 * Math.PI * second) / RIPPLE.periodS);
  const cruise = (peak / KMH_PER_MS) * (1 - RIPPLE.share * breath);
  return Math.min(cruise, pullingAway(second), BRAKING * (drivingS - second));
}

/** m/s after so many seconds at full throttle: constant acceleration first, then constant power. */
function pullingAway(second: number): number {
  const fullPowerFrom = POWER_W_PER_KG / ACCELERATION;
  const seconds = second - fullPowerFrom / ACCELERATION;
  return seconds <= 0 ? ACCELERATION * second : Math.sqrt(fullPowerFrom ** 2 + 2 * POWER_W_PER_KG * seconds);
}
